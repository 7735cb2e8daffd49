<?php
// A worker as RoadRunner has them, in as few lines as it takes: goridge v3 over what RR_RELAY names.
// What it does stands in the body: "sleep 50", "exit 3", "print hello", "error text", "stop", or it
// is given back.

function frame(int $flags, string $payload, ?int $context = null): string
{
    $head = pack('CCV', 0x10 | ($context === null ? 3 : 4), $flags, strlen($payload));
    return $head . pack('V', crc32($head)) . "\0\0"
        . ($context === null ? '' : pack('V', $context)) . $payload;
}

function take(int $count): string
{
    global $relay;
    $taken = '';
    while (strlen($taken) < $count) {
        $more = fread($relay[0], $count - strlen($taken));
        if ($more === '' || $more === false) {
            exit(0);
        }
        $taken .= $more;
    }
    return $taken;
}

function send(string $frame): void
{
    global $relay;
    for ($at = 0; $at < strlen($frame); $at += $count) {
        $count = @fwrite($relay[1], $at === 0 ? $frame : substr($frame, $at));
        if ($count === false || $count === 0) {
            exit(0); // Nobody listens any more.
        }
    }
}

$how = $argv[1] ?? '';
if ($how === 'die at boot') {
    fwrite(STDERR, "cannot find my configuration\n");
    exit(7);
}
if ($how === 'say nothing') {
    sleep(1000);
}
$address = getenv('RR_RELAY');
$socket = $address === 'pipes' ? null : stream_socket_client($address);
$relay = $socket === null ? [STDIN, STDOUT] : [$socket, $socket];
if ($how === 'speak another version') {
    $head = pack('CCV', 0x23, 0x09, 2);
    send($head . pack('V', crc32($head)) . "\0\0{}");
}
if ($how === 'print at boot') {
    send("Warning: Undefined variable\n");
}
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
        send(frame(0x09, json_encode(['pid' => getmypid()])));
        continue;
    }
    $context = unpack('V', $options)[1];
    $body = substr($payload, $context);
    [$word, $rest] = explode(' ', $body . ' ', 2);
    switch ($how === 'always stop' ? 'stop' : $word) {
        case 'sleep':
            usleep(1000 * (int) $rest);
            send(frame(0x04, $body, 0));
            break;
        case 'orphan':
            proc_open(['sh', '-c', 'sleep 1000 &'], [1 => STDOUT], $pipes);
            exit(3);
        case 'exit':
            fwrite(STDERR, "I have had enough\n");
            exit((int) $rest);
        case 'print':
            send($rest);
            send(frame(0x04, $body, 0));
            break;
        case 'cut':
            send(substr(frame(0x04, $body, 0), 0, -1));
            exit(0);
        case 'inside':
            send(substr_replace(frame(0x04, str_pad($body, 100), 0), "Notice: oh\n", 30, 0));
            break;
        case 'keep':
            $kept = str_repeat('x', 1 << (int) $rest);
            send(frame(0x04, $body, 0));
            break;
        case 'memory':
            ini_set('memory_limit', '8M');
            str_repeat('x', 1 << 30);
        case 'hang':
            sleep(1000);
        case 'die':
            exec('kill -9 ' . getmypid());
        case 'error':
            send(frame(0x40, trim($rest)));
            break;
        case 'stop':
            send(frame(0x04, '{"stop":true}', 13));
            break;
        case 'pid':
            send(frame(0x04, (string) getmypid(), 0));
            break;
        default:
            send(frame(0x04, $payload, $context));
    }
}
