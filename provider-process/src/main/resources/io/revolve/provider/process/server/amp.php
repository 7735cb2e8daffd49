<?php

/**
 * A worker for AMP's calls: php amp.php FILE [raw]. The functions that FILE defines may be called, and
 * no others. Arguments and results go through PHP's serialize(), as AMP's clients expect it; with "raw"
 * a function gets the workload as a string, and returns one. What is echoed goes to the standard error.
 */

declare(strict_types=1);

(static function (string $file, bool $raw): void {
    ini_set('display_errors', 'stderr');
    ob_start(static function (string $printed): string {
        fwrite(STDERR, $printed);
        return '';
    }, 1);
    $before = get_defined_functions()['user'];
    require $file;
    $functions = array_flip(array_diff(get_defined_functions()['user'], $before));

    $take = static function (int $count): string {
        $taken = '';
        while (strlen($taken) < $count) {
            $more = fread(STDIN, $count - strlen($taken));
            if ($more === '' || $more === false) {
                exit(0);
            }
            $taken .= $more;
        }
        return $taken;
    };
    $answer = static function (string $id, string $kind, string $data): void {
        $length = 5 + strlen($data);
        $head = $length < 254 ? chr($length)
            : ($length <= 0xFFFF ? "\xFE" . pack('n', $length) : "\xFF" . pack('N', $length));
        $frame = '1' . $head . $id . $kind . $data;
        for ($at = 0; $at < strlen($frame); $at += $count) {
            $count = fwrite(STDOUT, $at === 0 ? $frame : substr($frame, $at));
            if ($count === false || $count === 0) {
                exit(0);
            }
        }
    };

    $message = '';
    while (true) {
        $head = $take(2);
        $length = ord($head[1]);
        if ($length >= 254) {
            $length = $length === 254 ? unpack('n', $take(2))[1] : unpack('N', $take(4))[1];
        }
        $message .= $take($length);
        if ($head[0] === '0') {
            continue;
        }
        [$call, $message] = [$message, ''];
        $id = substr($call, 0, 4);
        $name = substr($call, 6, ord($call[5]));
        $workload = substr($call, 6 + strlen($name));
        try {
            if (!isset($functions[strtolower($name)])) {
                throw new BadFunctionCallException("no function $name in $file");
            }
            if ($raw) {
                $answer($id, '3', (string) $name($workload));
                continue;
            }
            // Objects are not made of what comes from outside.
            $arguments = $workload === '' ? []
                : @unserialize($workload, ['allowed_classes' => false]);
            $arguments = is_array($arguments) ? array_values($arguments) : [$workload];
            $answer($id, '3', serialize($name(...$arguments)));
        } catch (Throwable $error) { // Whatever a function throws ends its call alone.
            fwrite(STDERR, $error . "\n");
            $answer($id, '5', get_class($error) . ': ' . $error->getMessage());
        }
    }
})($argv[1], ($argv[2] ?? '') === 'raw');
