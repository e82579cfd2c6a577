/* The floor for cue timing: what this machine can do at best. Sends COUNT datagrams to 127.0.0.1:PORT, the n-th at
 * START_NS + n * STEP_MS on the monotonic clock: clock_nanosleep to just before, then spinning, with real-time priority when granted.
 *
 *   floor PORT START_NS STEP_MS COUNT
 *
 * Each datagram is an OSC message "/floor ,i <n>".
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

static int64_t now_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}

int main(int argc, char **argv) {
  if (argc != 5) return 2;
  int port = atoi(argv[1]), count = atoi(argv[4]);
  int64_t start = atoll(argv[2]), step = (int64_t)(atof(argv[3]) * 1e6);
  struct sched_param priority = {.sched_priority = 60};
  printf("%s\n", sched_setscheduler(0, SCHED_FIFO, &priority) == 0 ? "realtime" : "normal");
  fflush(stdout);
  int s = socket(AF_INET, SOCK_DGRAM, 0);
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr = {htonl(INADDR_LOOPBACK)}};
  if (connect(s, (struct sockaddr *)&to, sizeof to) != 0) return 1;
  unsigned char packet[16] = "/floor\0\0,i\0\0";
  for (int n = 0; n < count; n++) {
    int64_t due = start + n * step, wake = due - 200000;
    struct timespec t = {wake / 1000000000LL, wake % 1000000000LL};
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL);
    while (now_ns() < due) {
    }
    uint32_t value = htonl(n);
    memcpy(packet + 12, &value, 4);
    if (send(s, packet, 16, 0) < 0) continue;
  }
  return 0;
}
