<?php

// A client that knows nothing of Revolve: php client.php HOST PORT FUNCTION LENGTH...
// Submits a job for each length, and prints what comes, a line each.

$client = new GearmanClient();
$client->addServer($argv[1], (int) $argv[2]);

function say(string $what, string $text): void
{
    echo "$what $text\n";
}

function digest(string $bytes): string
{
    return strlen($bytes) . ' ' . hash('sha256', $bytes);
}

/** Bytes of every value, which the test makes, too. */
function payload(int $length): string
{
    $all = implode(array_map('chr', range(0, 255)));

    return substr(str_repeat($all, intdiv($length, 256) + 1), 0, $length);
}

// What a callback returns is taken for a code of libgearman: they return nothing.
$client->setDataCallback(function ($task) { say('data', bin2hex($task->data())); });
$client->setWarningCallback(function ($task) { say('warning', $task->data()); });
$client->setStatusCallback(function ($task) {
    say('status', $task->taskNumerator() . '/' . $task->taskDenominator());
});
$client->setExceptionCallback(function ($task) { say('exception', $task->data()); });
$client->setFailCallback(function ($task) { say('fail', ''); });
$client->setCompleteCallback(function ($task) { say('complete', digest($task->data())); });

foreach (array_slice($argv, 4) as $length) {
    $client->addTask($argv[3], payload((int) $length));
    if (!$client->runTasks()) {
        say('error', $client->error());
    }
}
