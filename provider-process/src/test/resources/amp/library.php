<?php
// A worker with the library, called by a job server.

require __DIR__ . '/../../../../workers/revolve.php';

Revolve\work([
    'steps' => function (Revolve\Task $task) {
        $task->progress(1, 2);
        $task->write('note', new Revolve\Bytes('half of ' . $task->payload()));
        return new Revolve\Bytes('done');
    },
    'wait' => function (Revolve\Task $task) {
        $task->write('begun');
        while (true) {
            $task->throwIfCancelled();
            usleep(1000);
        }
    },
]);
