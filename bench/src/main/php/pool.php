<?php
// Gives back what it is sent: the least that a worker of goridge v3 does.

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

function frame(int $flags, string $payload, ?int $context = null): string
{
    $head = pack('CCV', 0x10 | ($context === null ? 3 : 4), $flags, strlen($payload));
    return $head . pack('V', crc32($head)) . "\0\0"
        . ($context === null ? '' : pack('V', $context)) . $payload;
}

$relay = getenv('RR_RELAY');
$socket = $relay === 'pipes' ? null : stream_socket_client($relay);
[$in, $out] = $socket === null ? [STDIN, STDOUT] : [$socket, $socket];
while (true) {
    $head = take($in, 12);
    $words = ord($head[0]) & 15;
    $options = $words > 3 ? take($in, 4 * ($words - 3)) : '';
    $length = unpack('V', substr($head, 2, 4))[1];
    $payload = $length > 0 ? take($in, $length) : '';
    if (ord($head[1]) & 1) {
        if (isset(json_decode($payload, true)['stop'])) {
            exit(0);
        }
        fwrite($out, frame(0x09, json_encode(['pid' => getmypid()])));
    } else {
        fwrite($out, frame(0x04, $payload, unpack('V', $options)[1]));
    }
}
