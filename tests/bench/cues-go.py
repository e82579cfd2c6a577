"""Presses GO: sends each line of its standard input, a datagram in hex, to 127.0.0.1:PORT and prints the monotonic clock right before
sending, ns. In real time where that is granted, so that nobody stands between the clock and the datagram.

cues-go.py PORT; ends when its standard input is closed.
"""
import os
import socket
import sys
import time

try:
    os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(50))
except (AttributeError, PermissionError):
    pass
out = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
out.connect(("127.0.0.1", int(sys.argv[1])))
for line in sys.stdin:
    packet = bytes.fromhex(line)
    now = time.clock_gettime_ns(time.CLOCK_MONOTONIC)
    out.send(packet)
    print(now, flush=True)
