<?php
// PHP's ext-gearman as a contender of ./bench/run gearman: `php gearman.php front|back PORT`. Each
// line on the standard input is a command; it answers with lines key=number and then "end".
declare(strict_types=1);

const LIVE = 'bench-php-live';
const PARKED = 'bench-php-parked';
const LOOK_MILLIS = 200;

$payload = str_repeat('x', 100);

function rate(int $tasks, int $start): void
{
    printf("perSecond=%.3f\n", $tasks / ((hrtime(true) - $start) / 1e9));
}

function check(bool $done, GearmanClient|GearmanWorker $of): void
{
    if (!$done) {
        fwrite(STDERR, 'ext-gearman: ' . $of->error() . "\n");
        exit(1);
    }
}

function flight(GearmanClient $client, int $tasks, int $up): void
{
    global $payload, $ended;
    $start = hrtime(true);
    $ended = 0;
    for ($sent = 0; $sent < $tasks; $sent += $up) {
        for ($i = 0; $i < $up; $i++) {
            $client->addTask(LIVE, $payload);
        }
        check($client->runTasks(), $client);
    }
    if ($ended !== $sent) {
        fwrite(STDERR, "heard of $ended ends of $sent\n");
        exit(1);
    }
    rate($tasks, $start);
}

function park(GearmanClient $client, int $tasks, int $atOnce): void
{
    global $payload;
    $start = hrtime(true);
    for ($sent = 0; $sent < $tasks; $sent += $atOnce) {
        for ($i = 0; $i < $atOnce; $i++) {
            $client->addTaskBackground(PARKED, $payload);
        }
        check($client->runTasks(), $client);
    }
    rate($tasks, $start);
}

function front(int $port): void
{
    $client = new GearmanClient();
    check($client->addServer('127.0.0.1', $port), $client);
    $client->setCompleteCallback(function (GearmanTask $task): void {
        global $ended;
        $ended++;
    });
    echo "end\n";
    while (($line = fgets(STDIN)) !== false) {
        if (sscanf($line, 'flight %d %d', $tasks, $up) === 2) {
            flight($client, $tasks, $up);
        } elseif (sscanf($line, 'park %d %d', $tasks, $atOnce) === 2) {
            park($client, $tasks, $atOnce);
        }
        echo "end\n";
    }
}

function worker(string $function, int $port): GearmanWorker
{
    $worker = new GearmanWorker();
    check($worker->addServer('127.0.0.1', $port), $worker);
    $worker->addFunction($function, function (GearmanJob $job): string {
        if ($job->workloadSize() !== 100) {
            fwrite(STDERR, "the payload is lost\n");
            exit(1);
        }
        return '';
    });
    return $worker;
}

function drain(int $port, int $tasks): void
{
    $start = hrtime(true);
    $worker = worker(PARKED, $port);
    for ($i = 0; $i < $tasks; $i++) {
        check($worker->work(), $worker);
    }
    rate($tasks, $start);
}

// Works on the live queue, and looks for a command whenever there was nothing to do for a while.
function back(int $port): void
{
    $live = worker(LIVE, $port);
    $live->setTimeout(LOOK_MILLIS);
    echo "end\n";
    while (true) {
        if (@$live->work()) {
            continue;
        }
        check($live->returnCode() === GEARMAN_TIMEOUT, $live);
        $in = [STDIN];
        $none = null;
        if (stream_select($in, $none, $none, 0) > 0) {
            $line = fgets(STDIN);
            if ($line === false) {
                return;
            }
            if (sscanf($line, 'drain %d', $tasks) === 1) {
                drain($port, $tasks);
            }
            echo "end\n";
        }
    }
}

[, $role, $port] = $argv;
$role === 'front' ? front((int) $port) : back((int) $port);
