<?php
// Gives back what it is sent: the least that a worker of AMP's does, for frames below 254 bytes.

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

while (true) {
    $opcode = take(STDIN, 1);
    $length = ord(take(STDIN, 1));
    $message = $length > 0 ? take(STDIN, $length) : '';
    if ($opcode === '2') {
        exit(0);
    }
    $data = substr($message, 6 + ord($message[5]));
    fwrite(STDOUT, '1' . chr(5 + strlen($data)) . substr($message, 0, 4) . '3' . $data);
}
