<?php
// A worker as AMP has them, in as few lines as it takes: it reads calls from its standard input, one
// after another, and answers each by a frame on its standard output. It knows nothing but the frames,
// and dies of any that is no call, as AMP's own does.
// Procedures: echo, upper, pid, sleep (milliseconds), exit (status), fail (text), print (text),
// wrong (answers another call), parts (bytes of each), cut, more (in two frames), hang.

function frame(string $opcode, string $payload): string
{
    $length = strlen($payload);
    if ($length > 0xFFFF) {
        return $opcode . "\xFF" . pack('N', $length) . $payload;
    }
    return $opcode . ($length < 0xFE ? chr($length) : "\xFE" . pack('n', $length)) . $payload;
}

function take($from, int $count): string
{
    $taken = '';
    while (strlen($taken) < $count) {
        $more = fread($from, $count - strlen($taken));
        if ($more === '' || $more === false) {
            exit(0);
        }
        $taken .= $more;
    }
    return $taken;
}

function send($to, string $frame): void
{
    for ($at = 0; $at < strlen($frame); $at += $count) {
        $count = fwrite($to, $at === 0 ? $frame : substr($frame, $at));
        if ($count === false || $count === 0) {
            exit(0);
        }
    }
}

$how = $argv[1] ?? '';
if ($how === 'die at boot') {
    fwrite(STDERR, "cannot find my configuration\n");
    exit(7);
}
if ($how === 'print at boot') {
    echo "Warning: Undefined variable\n";
}
$address = getenv('RR_RELAY');
$socket = $address && $address !== 'pipes' ? stream_socket_client($address) : null;
$in = $socket ?? STDIN;
$out = $socket ?? STDOUT;
while (true) {
    $opcode = take($in, 1);
    $length = ord(take($in, 1));
    if ($length === 254) {
        $length = unpack('n', take($in, 2))[1];
    } elseif ($length === 255) {
        $length = unpack('N', take($in, 4))[1];
    }
    $message = $length > 0 ? take($in, $length) : '';
    if ($opcode !== '1' || $message[4] !== '1') {
        fwrite(STDERR, "this is no call\n");
        exit(9);
    }
    $id = substr($message, 0, 4);
    $name = ord($message[5]);
    $procedure = substr($message, 6, $name);
    $data = substr($message, 6 + $name);
    switch ($procedure) {
        case 'echo':
            send($out, frame('1', $id . '3' . $data));
            break;
        case 'upper':
            send($out, frame('1', $id . '3' . strtoupper($data)));
            break;
        case 'pid':
            send($out, frame('1', $id . '3' . getmypid()));
            break;
        case 'sleep':
            usleep(1000 * (int) $data);
            send($out, frame('1', $id . '3' . $data));
            break;
        case 'exit':
            fwrite(STDERR, "I have had enough\n");
            exit((int) $data);
        case 'print':
            send($out, $data . frame('1', $id . '3'));
            break;
        case 'wrong':
            send($out, frame('1', pack('N', unpack('N', $id)[1] + 1) . '3' . 'not yours'));
            break;
        case 'parts':
            foreach (str_split($data) as $part) {
                send($out, frame('1', $id . '4' . $part));
            }
            send($out, frame('1', $id . '3' . '.'));
            break;
        case 'more':
            send($out, frame('0', $id . '3' . 'one, ') . frame('0', '') . frame('1', 'two'));
            break;
        case 'ping':
            send($out, frame('3', 'ho'));
            if (take($in, 4) !== "4\x02ho") {
                exit(10);
            }
            send($out, frame('1', $id . '3' . 'heard'));
            break;
        case 'close':
            send($out, frame('2', ''));
            exit(0);
        case 'cut':
            send($out, substr(frame('1', $id . '3' . $data), 0, -1));
            exit(0);
        case 'hang':
            sleep(1000);
            break;
        default:
            send($out, frame('1', $id . '5' . "no such procedure: $procedure $data"));
    }
}
