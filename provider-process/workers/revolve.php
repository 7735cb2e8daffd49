<?php

/**
 * Runs tasks of Revolve in a PHP process: one file, nothing but PHP 8.1 itself.
 *
 *     require 'revolve.php';
 *
 *     Revolve\work([
 *         'resize-image' => function (Revolve\Task $task) {
 *             $task->progress(1, 2);
 *             $task->write('note', ['half' => 'done']);
 *             return ['bytes' => strlen($task->body)];
 *         },
 *     ]);
 *
 * A handler gets a task and returns what JSON can say, or Revolve\Bytes. What it throws fails the task,
 * and the process goes on. What it echoes goes to the standard error, since the standard output belongs
 * to the pool.
 */

declare(strict_types=1);

namespace Revolve;

const STREAM = 1;
const CANCEL = 2;
const CONTROL = 0x01;
const RAW = 0x04;
const JSON = 0x08;
const ERROR = 0x40;

/** Bytes that are to stay as they are. */
final class Bytes
{
    public function __construct(public readonly string $bytes)
    {
    }
}

/** The client wants the task to end. */
final class Cancelled extends \RuntimeException
{
}

/** One task, as its handler sees it. */
final class Task
{
    public readonly string $id;
    public readonly string $name;
    public readonly int $attempt;

    /** @var array<string, string> What the client gave the task beside its payload. */
    public readonly array $headers;

    /** @var list<array{string, mixed}> */
    private array $told = [];
    private bool $cancelled = false;

    /** @internal */
    public function __construct(
        private readonly Pool $pool,
        private readonly array $context,
        public readonly string $body,
    ) {
        $this->id = $context['id'] ?? '';
        $this->name = $context['job'] ?? '';
        $this->attempt = $context['attempt'] ?? 1;
        $this->headers = array_map('current', $context['headers'] ?? []);
    }

    /** The payload: what its JSON says, or bytes as a string. */
    public function payload(): mixed
    {
        return value($this->context, $this->body);
    }

    /** Sends an event to the client. */
    public function write(string $event, mixed $payload = null): void
    {
        $type = $payload instanceof Bytes ? 'bytes' : 'json';
        $this->pool->part(['event' => $event, 'type' => $type], bytes($payload));
    }

    /** Says how far the task is. */
    public function progress(int $done, int $total): void
    {
        $this->pool->part(['progress' => [$done, $total]], '');
    }

    /** What the client has told the task since the last call, as pairs of event and payload. */
    public function told(): array
    {
        $this->pool->listen($this);
        [$told, $this->told] = [$this->told, []];
        return $told;
    }

    /** Whether the client wants the task to end. */
    public function isCancelled(): bool
    {
        $this->pool->listen($this);
        return $this->cancelled;
    }

    /** Ends the handler if the client wants the task to end. */
    public function throwIfCancelled(): void
    {
        if ($this->isCancelled()) {
            throw new Cancelled('cancelled');
        }
    }

    /** @internal */
    public function hear(array $context, string $body): void
    {
        $this->told[] = [$context['tell'], value($context, $body)];
    }

    /** @internal */
    public function cancel(): void
    {
        $this->cancelled = true;
    }
}

/** @internal What stands between the process and its pool: frames of goridge v3. */
final class Pool
{
    private string $buffer = '';

    /** @var list<array{int, int, string, string, int}> calls that came while another ran */
    private array $ahead = [];

    /** How many calls have begun. */
    private int $calls = 0;

    public function __construct(private $source, private $sink)
    {
    }

    public function part(array $context, string $body): void
    {
        $text = json_encode($context, JSON_THROW_ON_ERROR);
        $this->write(RAW, STREAM, $text . $body, strlen($text));
    }

    public function answer(mixed $value): void
    {
        $text = $value instanceof Bytes ? '{"type":"bytes"}' : '{"type":"json"}';
        $this->write(RAW, 0, $text . bytes($value), strlen($text));
    }

    public function fail(string $text): void
    {
        $this->write(ERROR, 0, $text, null);
    }

    public function control(array $value): void
    {
        $this->write(CONTROL | JSON, 0, json_encode($value, JSON_THROW_ON_ERROR), null);
    }

    private function write(int $flags, int $stream, string $payload, ?int $context): void
    {
        $head = pack('CCV', 0x10 | ($context === null ? 3 : 4), $flags, strlen($payload));
        $frame = $head . pack('VCC', crc32($head), $stream, 0)
            . ($context === null ? '' : pack('V', $context)) . $payload;
        for ($at = 0; $at < strlen($frame); $at += $count) {
            $count = fwrite($this->sink, $at === 0 ? $frame : substr($frame, $at));
            if ($count === false || $count === 0) {
                exit(0); // Nobody listens any more.
            }
        }
    }

    /** The next frame that is no word to a task that has ended; null at the end. */
    public function next(): ?array
    {
        do {
            $frame = array_shift($this->ahead) ?? $this->read(true);
        } while ($frame !== null && $frame[1] !== 0);
        if ($frame !== null && $frame[0] === 0) {
            $this->calls++;
        }
        return $frame;
    }

    /** Takes what has come for the running task; what is for later waits. */
    public function listen(Task $task): void
    {
        while (($frame = $this->read(false)) !== null) {
            [, $stream, $context, $body, $call] = $frame;
            if ($stream !== 0 && $call !== $this->calls) {
                continue; // It is for a task that has ended.
            }
            if ($stream & CANCEL) {
                $task->cancel();
            } elseif ($stream & STREAM) {
                $task->hear(json_decode($context, true, 512, JSON_THROW_ON_ERROR), $body);
            } else {
                $this->ahead[] = $frame;
            }
        }
    }

    private function read(bool $wait): ?array
    {
        $head = $this->take(12, $wait);
        if ($head === null) {
            return null;
        }
        ['first' => $first, 'flags' => $flags, 'length' => $length, 'crc' => $crc, 'stream' => $stream]
            = unpack('Cfirst/Cflags/Vlength/Vcrc/Cstream', $head);
        if ($first >> 4 !== 1 || $crc !== crc32(substr($head, 0, 6))) {
            throw new \RuntimeException('expected a frame of goridge v3, got ' . bin2hex($head));
        }
        $words = ($first & 15) - 3;
        $options = $words > 0 ? $this->take(4 * $words, true) : '';
        $payload = $length > 0 ? $this->take($length, true) : '';
        if ($options === null || $payload === null) {
            return null;
        }
        $context = $words > 0 ? unpack('V', $options)[1] : 0;
        $call = $words > 1 ? unpack('V', $options, 4)[1] : 0;
        return [$flags & CONTROL, $stream, substr($payload, 0, $context), substr($payload, $context), $call];
    }

    private function take(int $count, bool $wait): ?string
    {
        while (strlen($this->buffer) < $count) {
            if (!$wait) {
                [$read, $none] = [[$this->source], null];
                if (!stream_select($read, $none, $none, 0)) {
                    return null;
                }
            }
            $more = fread($this->source, max(65536, $count - strlen($this->buffer)));
            if ($more === false || $more === '') {
                return null;
            }
            $this->buffer .= $more;
        }
        $taken = substr($this->buffer, 0, $count);
        $this->buffer = substr($this->buffer, $count);
        return $taken;
    }
}

/** @internal */
function value(array $context, string $body): mixed
{
    if (($context['type'] ?? '') === 'bytes') {
        return $body;
    }
    return $body === '' ? null : json_decode($body, true, 512, JSON_THROW_ON_ERROR);
}

/** @internal */
function bytes(mixed $value): string
{
    return $value instanceof Bytes ? $value->bytes : json_encode($value, JSON_THROW_ON_ERROR);
}

/** Runs tasks until the pool wants no more; handlers by the task's name, or one for all. */
function work(array|callable $handlers): void
{
    $relay = getenv('RR_RELAY') ?: 'pipes';
    $socket = $relay === 'pipes' ? null : stream_socket_client($relay);
    $pool = new Pool($socket ?? STDIN, $socket ?? STDOUT);
    ob_start(static function (string $printed): string {
        fwrite(STDERR, $printed);
        return '';
    }, 1);
    ini_set('display_errors', 'stderr');
    while (($frame = $pool->next()) !== null) {
        [$control, , $context, $body] = $frame;
        if ($control === 0) {
            run($pool, $handlers, $context, $body);
        } elseif (json_decode($body, true)['stop'] ?? false) {
            return;
        } else {
            $pool->control(['pid' => getmypid(), 'revolve' => 1]);
        }
    }
}

/** @internal */
function run(Pool $pool, array|callable $handlers, string $context, string $body): void
{
    try {
        $about = $context === '' ? [] : json_decode($context, true, 512, JSON_THROW_ON_ERROR);
        $task = new Task($pool, $about, $body);
        $handler = is_callable($handlers) ? $handlers : ($handlers[$task->name] ?? null);
        if ($handler === null) {
            throw new \OutOfBoundsException("no handler for tasks of the name \"{$task->name}\"");
        }
        $pool->answer($handler($task));
    } catch (\Throwable $error) { // Whatever a handler throws ends its task alone.
        fwrite(STDERR, $error . "\n");
        $pool->fail(get_class($error) . ': ' . $error->getMessage());
    }
}
