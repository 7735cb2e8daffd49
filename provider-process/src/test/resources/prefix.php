<?php
// A worker as RoadRunner had them before version 2: frames with heads of 17 or 9 bytes, as the first
// argument says. What it does stands in the body, as for echo.php.

[, $size] = $argv;
$address = getenv('RR_RELAY');
$socket = $address === 'pipes' ? null : stream_socket_client($address);
$relay = $socket === null ? [STDIN, STDOUT] : [$socket, $socket];

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

function send(string $bytes): void
{
    global $relay;
    for ($at = 0; $at < strlen($bytes); $at += fwrite($relay[1], $at === 0 ? $bytes : substr($bytes, $at)));
}

function frame(int $flags, string $content): string
{
    global $size;
    $length = strlen($content);
    return pack('CP', $flags, $length) . ($size === '17' ? pack('J', $length) : '') . $content;
}

function receive(): array
{
    global $size;
    ['flags' => $flags, 'length' => $length] = unpack('Cflags/Plength', take(9));
    if ($size === '17' && unpack('J', take(8))[1] !== $length) {
        exit(8);
    }
    return [$flags, $length > 0 ? take($length) : ''];
}

while (true) {
    [$flags, $context] = receive();
    if ($flags === 0x10) {
        if (isset(json_decode($context, true)['stop'])) {
            exit(0);
        }
        send(frame(0x10, json_encode(['pid' => getmypid()])));
        continue;
    }
    $flags === 0x14 or exit(9);
    [$flags, $body] = receive();
    $flags === 0x00 or exit(9);
    [$word, $rest] = explode(' ', substr($body, 0, 100) . ' ', 2);
    $about = $context === '' ? frame(0x12, '') : frame(0x14, $context);
    match ($word) {
        'exit' => exit((int) $rest),
        'sleep' => usleep(1000 * (int) $rest) ?? send($about . frame(0x04, $body)),
        'error' => send(frame(0x1C, trim($rest))),
        'print' => send($rest . $about . frame(0x04, $body)),
        'inside' => send($about . substr_replace(frame(0x04, $body), "Notice: oh\n", -1, 0)),
        'cut' => send($about . substr(frame(0x04, $body), 0, -1)) ?? exit(0),
        'unequal' => send(pack('CPJ', 0x12, 0, 1)),
        'stop' => send(frame(0x14, '{"stop":true}') . frame(0x04, '')),
        'refuse' => send(filesize($rest = trim($rest)) === 0 && file_put_contents($rest, 'x')
            ? frame(0x14, '{"stop":true}') . frame(0x04, '') : $about . frame(0x04, (string) getmypid())),
        'pid' => send($about . frame(0x04, (string) getmypid())),
        default => send($about . frame(0x04, $body)),
    };
}
