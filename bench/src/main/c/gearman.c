/* libgearman as a contender of ./bench/run gearman: `gearman front|back PORT`. Each line on the
 * standard input is a command; it answers with lines key=number and then "end". */
#include <errno.h>
#include <libgearman/gearman.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { PAYLOAD = 100, LOOK_MILLIS = 200 };

static const char LIVE[] = "bench-c-live";
static const char PARKED[] = "bench-c-parked";
static char payload[PAYLOAD];

static void check(gearman_return_t code, const char *what) {
  if (gearman_failed(code)) {
    fprintf(stderr, "libgearman: %s: %s\n", what, gearman_strerror(code));
    exit(1);
  }
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

static void rate(long tasks, double start) {
  printf("perSecond=%.3f\n", tasks / (now() - start));
}

/* ---- The client. ---- */

static gearman_client_st *client;
static long ended;

static gearman_return_t completed(gearman_task_st *task) {
  (void) task;
  ended++;
  return GEARMAN_SUCCESS;
}

/* All that are under way end before the next are sent: quicker than to send one for each end. */
static void flight(long tasks, long up) {
  double start = now();
  ended = 0;
  for (long sent = 0; sent < tasks; sent += up) {
    for (long i = 0; i < up; i++) {
      gearman_return_t code;
      gearman_client_add_task(client, NULL, NULL, LIVE, NULL, payload, PAYLOAD, &code);
      check(code, "add task");
    }
    check(gearman_client_run_tasks(client), "run tasks");
  }
  if (ended < tasks) {
    fprintf(stderr, "heard of %ld ends of %ld\n", ended, tasks);
    exit(1);
  }
  rate(tasks, start);
}

static void park(long tasks, long at_once) {
  double start = now();
  for (long sent = 0; sent < tasks; sent += at_once) {
    for (long i = 0; i < at_once; i++) {
      gearman_return_t code;
      gearman_client_add_task_background(
          client, NULL, NULL, PARKED, NULL, payload, PAYLOAD, &code);
      check(code, "add background task");
    }
    check(gearman_client_run_tasks(client), "run tasks");
  }
  rate(tasks, start);
}

static void front(in_port_t port) {
  char line[256];
  client = gearman_client_create(NULL);
  check(gearman_client_add_server(client, "127.0.0.1", port), "add server");
  gearman_client_add_options(client, GEARMAN_CLIENT_FREE_TASKS);
  gearman_client_set_complete_fn(client, completed);
  puts("end");
  while (fgets(line, sizeof line, stdin)) {
    long tasks, number;
    if (sscanf(line, "flight %ld %ld", &tasks, &number) == 2) {
      flight(tasks, number);
    } else if (sscanf(line, "park %ld %ld", &tasks, &number) == 2) {
      park(tasks, number);
    }
    puts("end");
  }
}

/* ---- The worker. ---- */

static gearman_return_t noop(gearman_job_st *job, void *context) {
  (void) context;
  if (gearman_job_workload_size(job) != PAYLOAD) {
    fputs("the payload is lost\n", stderr);
    exit(1);
  }
  return GEARMAN_SUCCESS;
}

static gearman_worker_st *worker_of(const char *function, in_port_t port) {
  gearman_worker_st *worker = gearman_worker_create(NULL);
  check(gearman_worker_add_server(worker, "127.0.0.1", port), "add server");
  check(
      gearman_worker_define_function(
          worker, function, strlen(function), gearman_function_create(noop), 0, NULL),
      "define function");
  return worker;
}

static void drain(long tasks, in_port_t port) {
  double start = now();
  gearman_worker_st *worker = worker_of(PARKED, port);
  for (long i = 0; i < tasks; i++) {
    check(gearman_worker_work(worker), "work");
  }
  rate(tasks, start);
  gearman_worker_free(worker);
}

/* Works on the live queue, and looks for a command whenever there was nothing to do for a while. */
static void back(in_port_t port) {
  char line[256];
  gearman_worker_st *live = worker_of(LIVE, port);
  gearman_worker_set_timeout(live, LOOK_MILLIS);
  puts("end");
  for (;;) {
    gearman_return_t code = gearman_worker_work(live);
    if (code != GEARMAN_TIMEOUT) {
      check(code, "work");
      continue;
    }
    struct pollfd in = {.fd = STDIN_FILENO, .events = POLLIN};
    if (poll(&in, 1, 0) > 0) {
      long tasks;
      if (!fgets(line, sizeof line, stdin)) {
        return;
      }
      if (sscanf(line, "drain %ld", &tasks) == 1) {
        drain(tasks, port);
      }
      puts("end");
    }
  }
}

int main(int count, char **words) {
  if (count != 3) {
    fprintf(stderr, "usage: %s front|back PORT\n", words[0]);
    return 2;
  }
  in_port_t port = (in_port_t) atoi(words[2]);
  setvbuf(stdout, NULL, _IOLBF, 0);
  memset(payload, 'x', PAYLOAD);
  if (strcmp(words[1], "front") == 0) {
    front(port);
  } else {
    back(port);
  }
  return 0;
}
