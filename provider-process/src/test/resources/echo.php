<?php
// A worker as RoadRunner has them, in as few lines as it takes: goridge v3 over what RR_RELAY names,
// with the flags that its PHP library sets, which are none for an answer.
// What it does stands in the body: "sleep 50", "exit 3", "print hello", "error text", "stop",
// "stream 100", or it is given back.

function frame(int $flags, string $payload, ?int $context = null, int $stream = 0): string
{
    $head = pack('CCV', 0x10 | ($context === null ? 3 : 4), $flags, strlen($payload));
    return $head . pack('V', crc32($head)) . chr($stream) . "\0"
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

/** Flags, bits of streams, options and payload of what comes next. */
function hear(): array
{
    $head = take(12);
    $words = ord($head[0]) & 15;
    $options = $words > 3 ? take(4 * ($words - 3)) : '';
    $length = unpack('V', substr($head, 2, 4))[1];
    return [ord($head[1]), ord($head[10]), $options, $length > 0 ? take($length) : ''];
}

/** Each fifth part asks for a pong, and what comes before that is looked at; calls are for later. */
function stream(int $parts): string
{
    global $later;
    for ($i = 1; $i <= $parts; $i++) {
        usleep(1000);
        send(frame(0, "part $i", 0, $i % 5 === 0 ? 5 : 1));
        while ($i % 5 === 0) {
            $frame = hear();
            if ($frame[1] & 2) {
                return 'cancelled';
            }
            if ($frame[1] & 8) {
                break;
            }
            $later[] = $frame;
        }
    }
    return 'end';
}

$later = [];
while (true) {
    [$flags, $bits, $options, $payload] = array_shift($later) ?? hear();
    if ($bits & 10) {
        continue; // It came too late.
    }
    if ($flags & 1) {
        if (isset(json_decode($payload, true)['stop'])) {
            exit(0);
        }
        send(frame(0x01, json_encode(['pid' => getmypid()])));
        continue;
    }
    $context = unpack('V', $options)[1];
    $body = substr($payload, $context);
    [$word, $rest] = explode(' ', $body . ' ', 2);
    switch ($how === 'always stop' ? 'stop' : $word) {
        case 'sleep':
            usleep(1000 * (int) $rest);
            send(frame(0, $body, 0));
            break;
        case 'orphan':
            proc_open(['sh', '-c', 'sleep 1000 &'], [1 => STDOUT], $pipes);
            exit(3);
        case 'exit':
            fwrite(STDERR, "I have had enough\n");
            exit((int) $rest);
        case 'print':
            send($rest);
            send(frame(0, $body, 0));
            break;
        case 'cut':
            send(substr(frame(0, $body, 0), 0, -1));
            exit(0);
        case 'inside':
            send(substr_replace(frame(0, str_pad($body, 100), 0), "Notice: oh\n", 30, 0));
            break;
        case 'stream':
            send(frame(0, stream((int) $rest), 0));
            break;
        case 'keep':
            $kept = str_repeat('x', 1 << (int) $rest);
            send(frame(0, $body, 0));
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
            send(frame(0, '{"stop":true}', 13));
            break;
        case 'pid':
            send(frame(0, (string) getmypid(), 0));
            break;
        default:
            send(frame(0, $payload, $context));
    }
}
