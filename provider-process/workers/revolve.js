'use strict';
/*
 * Runs tasks of Revolve in a Node process: one file, nothing but Node itself.
 *
 *     const revolve = require('./revolve.js');
 *
 *     revolve.work({
 *       'resize-image': async (task) => {
 *         task.progress(1, 2);
 *         task.write('note', { half: 'done' });
 *         task.on('pause', (payload) => { ... });
 *         return { bytes: task.body.length };
 *       },
 *     });
 *
 * A handler gets a task and returns what JSON can say, or a Buffer, or a promise of one. What it throws
 * fails the task, and the process goes on. console.log() goes to the standard error, since the standard
 * output belongs to the pool.
 */

const fs = require('fs');
const net = require('net');
const zlib = require('zlib');
const { EventEmitter } = require('events');

const STREAM = 1;
const CANCEL = 2;
const CONTROL = 0x01;
const RAW = 0x04;
const JSON_FLAG = 0x08;
const ERROR = 0x40;

const crcTable = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) {
    c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  }
  return c >>> 0;
});

function crc32(bytes) {
  if (zlib.crc32) {
    return zlib.crc32(bytes);
  }
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc = crcTable[(crc ^ byte) & 0xff] ^ (crc >>> 8);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** One task, as its handler sees it; emits what the client tells it, by event, and "cancel". */
class Task extends EventEmitter {
  constructor(context, body) {
    super();
    this.id = context.id || '';
    this.name = context.job || '';
    this.attempt = context.attempt || 1;
    this.headers = {};
    for (const [name, [first]] of Object.entries(context.headers || {})) {
      this.headers[name] = first;
    }
    this.type = context.type || 'json';
    this.body = body;
    this.isCancelled = false;
  }

  /** The payload: what its JSON says, or a Buffer. */
  get payload() {
    return value(this.type, this.body);
  }

  /** Sends an event to the client. */
  write(event, payload = null) {
    part({ event, type: type(payload) }, bytes(payload));
  }

  /** Says how far the task is. */
  progress(done, total) {
    part({ progress: [done, total] }, Buffer.alloc(0));
  }
}

/** The socket to the pool; null if that speaks by the standard streams. */
let connection = null;

function connect(relay) {
  const unix = relay.startsWith('unix://');
  const [host, port] = relay.slice('tcp://'.length).split(':');
  connection = unix ? net.connect(relay.slice('unix://'.length)) : net.connect(Number(port), host);
  connection.setNoDelay(true);
  connection.on('error', () => process.exit(0));
  return connection;
}

function value(type, body) {
  return type === 'bytes' ? body : body.length === 0 ? null : JSON.parse(body.toString());
}

function type(value) {
  return Buffer.isBuffer(value) ? 'bytes' : 'json';
}

function bytes(value) {
  return Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value === undefined ? null : value));
}

function part(context, body) {
  const text = Buffer.from(JSON.stringify(context));
  send(RAW, STREAM, Buffer.concat([text, body]), text.length);
}

function send(flags, stream, payload, context) {
  const words = context === null ? 3 : 4;
  const head = Buffer.alloc(4 * words);
  head[0] = 0x10 | words;
  head[1] = flags;
  head.writeUInt32LE(payload.length, 2);
  head.writeUInt32LE(crc32(head.subarray(0, 6)), 6);
  head[10] = stream;
  if (context !== null) {
    head.writeUInt32LE(context, 12);
  }
  const frame = Buffer.concat([head, payload]);
  if (connection) {
    connection.write(frame);
    return;
  }
  for (let at = 0; at < frame.length; ) {
    try {
      at += fs.writeSync(1, frame, at);
    } catch (error) {
      if (error.code !== 'EAGAIN') {
        process.exit(0); // Nobody listens any more.
      }
    }
  }
}

/** Runs tasks until the pool wants no more; handlers by the task's name, or one for all. */
function work(handlers) {
  global.console = new console.Console(process.stderr, process.stderr);
  let buffer = Buffer.alloc(0);
  const chunks = [];
  let wanted = 12;
  let there = 0;
  const calls = [];
  let running = null;
  let begun = 0;

  const next = async () => {
    while (running === null && calls.length > 0) {
      const [context, body] = calls.shift();
      running = new Task(context, body);
      begun++;
      try {
        const handler = typeof handlers === 'function' ? handlers : handlers[running.name];
        if (!handler) {
          throw new Error(`no handler for tasks of the name "${running.name}"`);
        }
        const result = await handler(running);
        const about = Buffer.from(JSON.stringify({ type: type(result) }));
        send(RAW, 0, Buffer.concat([about, bytes(result)]), about.length);
      } catch (error) {
        console.error(error);
        send(ERROR, 0, Buffer.from(String(error)), null);
      }
      running = null;
    }
  };

  const take = (flags, stream, call, context, body) => {
    if (flags & CONTROL) {
      if (JSON.parse(body.toString()).stop) {
        process.exit(0);
      }
      send(CONTROL | JSON_FLAG, 0, Buffer.from(JSON.stringify({ pid: process.pid, revolve: 1 })), null);
    } else if (stream !== 0 && (running === null || call !== begun)) {
      // It is for a task that has ended.
    } else if (stream & CANCEL) {
      running.isCancelled = true;
      running.emit('cancel');
    } else if (stream & STREAM) {
      const about = JSON.parse(context.toString());
      running.emit(about.tell, value(about.type, body));
    } else {
      calls.push([context.length === 0 ? {} : JSON.parse(context.toString()), body]);
      next();
    }
  };

  const read = () => {
    while (buffer.length >= 12) {
      const words = buffer[0] & 15;
      if (buffer[0] >> 4 !== 1 || buffer.readUInt32LE(6) !== crc32(buffer.subarray(0, 6))) {
        throw new Error(`expected a frame of goridge v3, got ${buffer.subarray(0, 12).toString('hex')}`);
      }
      const start = 4 * words;
      const end = start + buffer.readUInt32LE(2);
      if (buffer.length < end) {
        wanted = end;
        return;
      }
      const context = words > 3 ? buffer.readUInt32LE(12) : 0;
      const call = words > 4 ? buffer.readUInt32LE(16) : 0;
      const payload = Buffer.from(buffer.subarray(start, end));
      const [flags, stream] = [buffer[1], buffer[10]];
      buffer = buffer.subarray(end);
      take(flags, stream, call, payload.subarray(0, context), payload.subarray(context));
    }
    wanted = 12;
  };

  const relay = process.env.RR_RELAY || 'pipes';
  const source = relay === 'pipes' ? process.stdin : connect(relay);
  source.on('data', (chunk) => {
    chunks.push(chunk);
    there += chunk.length;
    if (buffer.length + there >= wanted) {
      buffer = Buffer.concat([buffer, ...chunks]);
      chunks.length = 0;
      there = 0;
      read();
    }
  });
  source.on('end', () => process.exit(0));
}

module.exports = { work };
