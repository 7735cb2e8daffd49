<?php
// A worker for jobs as RoadRunner's users have them: the answers are those of its jobs library, byte for
// byte, and have no context. The payload says which: "ack", "old ack", "error", "requeue 1", "nack", ...

function take(int $count): string
{
    $taken = '';
    while (strlen($taken) < $count) {
        $more = fread(STDIN, $count - strlen($taken));
        if ($more === '' || $more === false) {
            exit(0);
        }
        $taken .= $more;
    }
    return $taken;
}

function send(int $flags, string $payload, ?int $context): void
{
    $head = pack('CCV', 0x10 | ($context === null ? 3 : 4), $flags, strlen($payload));
    fwrite(STDOUT, $head . pack('V', crc32($head)) . "\0\0"
        . ($context === null ? '' : pack('V', $context)) . $payload);
}

$runs = 0;
while (true) {
    $head = take(12);
    $words = ord($head[0]) & 15;
    $options = $words > 3 ? take(4 * ($words - 3)) : '';
    $length = unpack('V', substr($head, 2, 4))[1];
    $payload = $length > 0 ? take($length) : '';
    if (ord($head[1]) & 1) {
        if (isset(json_decode($payload, true)['stop'])) {
            exit(0);
        }
        send(0x01, json_encode(['pid' => getmypid()]), null);
        continue;
    }
    $context = unpack('V', $options)[1];
    $about = json_decode(substr($payload, 0, $context), true);
    foreach (['id', 'job', 'driver', 'headers', 'pipeline'] as $field) {
        isset($about[$field]) or exit(9);
    }
    $runs++;
    $answer = match (json_decode(substr($payload, $context), true)) {
        'done' => '{"type":0,"data":[]}',
        'ack' => '{"type":2,"data":[]}',
        'error' => '{"type":1,"data":{"message":"no such \"cat\"","requeue":false,"delay_seconds":0}}',
        'retry' => $runs < 3
            ? '{"type":1,"data":{"message":"run ' . $runs . '","requeue":true,"delay_seconds":1,"headers":{}}}'
            : '{"type":0,"data":[]}',
        'nack' => '{"type":3,"data":{"message":"not mine","requeue":false,"delay_seconds":0}}',
        'renack' => $runs < 2
            ? '{"type":3,"data":{"message":"not now","requeue":true,"delay_seconds":0}}'
            : '{"type":2,"data":[]}',
        'requeue' => $runs < 3
            ? '{"type":4,"data":{"message":"later","delay_seconds":0,"headers":{"a":["b"]}}}'
            : '{"type":2,"data":[]}',
        'long error' => json_encode(['type' => 1, 'data' => [
            'message' => str_repeat('no "cat" \\ ' . "\u{1F408}\n", 10000), 'requeue' => false, 'delay_seconds' => 0,
        ]]),
        'huge error' => json_encode(['type' => 1, 'data' => [
            'message' => str_repeat('x', 2000000), 'requeue' => false, 'delay_seconds' => 0,
        ]]),
        'long retry' => $runs < 2
            ? '{"type":1,"data":{"message":"' . str_repeat('\\"', 50000) . '","requeue":true,"delay_seconds":0}}'
            : '{"type":0,"data":[]}',
        'long requeue' => $runs < 3
            ? '{"type":4,"data":{"message":"' . str_repeat('\\"', 50000) . '","delay_seconds":0}}'
            : '{"type":0,"data":[]}',
        'nested' => '{"type":1,"data":{"headers":{"message":["m"],"requeue":true},"context":{"message":"inner",'
            . '"requeue":true},"message":"outer","requeue":false,"delay_seconds":0}}',
        'more' => '{"type":1,"data":{"message":"a"},"more":{"b":"c"}}',
        'other' => '{"type":7,"data":[]}',
    };
    send(0, $answer, 0);
}
