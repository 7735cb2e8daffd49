<?php
// A worker in PHP: which number below a bound takes the most steps to 1, if each is halved or else
// tripled and added one? See Languages.java. In a program of yours, revolve.php lies beside its scripts.
require __DIR__ . '/../../provider-process/workers/revolve.php';

function steps(int $number): int
{
    for ($steps = 0; $number !== 1; $steps++) {
        $number = $number % 2 === 0 ? intdiv($number, 2) : 3 * $number + 1;
    }
    return $steps;
}

Revolve\work([
    'longest-chain' => function (Revolve\Task $task) {
        $below = $task->payload();
        $best = ['number' => 1, 'steps' => 0];
        for ($number = 2; $number < $below; $number++) {
            $steps = steps($number);
            if ($steps > $best['steps']) {
                $isNews = intdiv($steps, 100) > intdiv($best['steps'], 100);
                $best = ['number' => $number, 'steps' => $steps];
                if ($isNews) {
                    $task->write('news', $best);
                }
            }
            if ($number % 5000 === 0) {
                $task->progress($number, $below);
                if (in_array('enough', array_column($task->told(), 0))) {
                    return $best;
                }
            }
        }
        $task->progress($below, $below);
        return $best;
    },
]);
