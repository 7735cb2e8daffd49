<?php

require __DIR__ . '/../../../workers/revolve.php';

Revolve\work([
    'echo' => fn (Revolve\Task $task) => is_string($task->payload()) && str_starts_with($task->body, "\0")
        ? new Revolve\Bytes($task->body) : $task->payload(),
    'bytes' => fn (Revolve\Task $task) => new Revolve\Bytes($task->body),
    'talk' => function (Revolve\Task $task) {
        $task->progress(1, 2);
        $task->write('note', ['half' => 'done']);
        $task->write('raw', new Revolve\Bytes("\x00\xff"));
        echo "this goes to the standard error\n";
        return ['attempt' => $task->attempt, 'name' => $task->name];
    },
    'listen' => function (Revolve\Task $task) {
        $heard = [];
        $task->write('ready');
        while (!in_array('end', $heard)) {
            foreach ($task->told() as [$event]) {
                $heard[] = $event;
            }
            usleep(2000);
        }
        return $heard;
    },
    'wait' => function (Revolve\Task $task) {
        $task->write('ready');
        while (true) {
            $task->throwIfCancelled();
            usleep(2000);
        }
    },
    'ignore' => function (Revolve\Task $task) {
        $task->write('ready');
        sleep(1000);
    },
    'fail' => fn () => throw new InvalidArgumentException('no such cat'),
    'flaky' => fn (Revolve\Task $task) => $task->attempt < 3
        ? throw new RuntimeException('not yet') : $task->attempt,
    'about' => fn (Revolve\Task $task) => [
        'id' => $task->id, 'name' => $task->name, 'attempt' => $task->attempt, 'headers' => $task->headers,
    ],
    'heard' => fn (Revolve\Task $task) => ['told' => $task->told(), 'cancelled' => $task->isCancelled()],
    'leave' => fn () => exit(3),
    'die' => function (Revolve\Task $task) {
        $task->write('ready');
        exec('kill -9 ' . getmypid());
    },
]);
