<?php

// A worker that knows nothing of Revolve: php worker.php HOST PORT

$worker = new GearmanWorker();
$worker->addServer($argv[1], (int) $argv[2]);

$worker->addFunction('php/echo', fn (GearmanJob $job) => $job->workload());

$worker->addFunction('php/say', function (GearmanJob $job) {
    $job->sendData('data of ' . $job->workload());
    $job->sendStatus(3, 10);
    $job->sendWarning('a warning');
    $job->sendData("\0\1\xff");
    return 'said';
});

$worker->addFunction('php/fail', fn (GearmanJob $job) => $job->sendFail());

$worker->addFunction('php/throw', fn (GearmanJob $job) => $job->sendException('no such cat'));

$worker->addFunction('php/die', function (GearmanJob $job) {
    exit(1);
});

echo "ready\n";
while ($worker->work()) {
    // A function that has sent its end returns a value that says the same: no reason to stop.
}
