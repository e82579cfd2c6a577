"""Receives datagrams on loopback and prints when the kernel got them: one line "<monotonic ns> <port> <hex of the packet>" each.

receive.py [--realtime] PORT [PORT ...]; prints "ready" once it listens; ends when its standard input is closed. The kernel stamps with the wall
clock (SO_TIMESTAMPNS); the offset to the monotonic clock, which Node's process.hrtime shows, is read beside every packet.
"""
import os
import select
import socket
import struct
import sys
import time

SO_TIMESTAMPNS = 35
SO_RCVBUFFORCE = 33


def offset_ns():
    """Wall minus monotonic clock; the best of three readings, because a reading can be interrupted in between."""
    best = None
    for _ in range(3):
        before = time.clock_gettime_ns(time.CLOCK_MONOTONIC)
        wall = time.clock_gettime_ns(time.CLOCK_REALTIME)
        after = time.clock_gettime_ns(time.CLOCK_MONOTONIC)
        if best is None or after - before < best[0]:
            best = (after - before, wall - (before + after) // 2)
    return best[1]


def main():
    sockets = []
    ports = sys.argv[1:]
    if ports[0] == "--realtime":
        ports.pop(0)
        try:
            os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))
        except (AttributeError, PermissionError):
            pass
    for port in ports:
        receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        receiver.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
        receiver.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 21)
        try:
            # Beyond what everybody may have, where that is granted: a busy machine must not make it lose any.
            receiver.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, 1 << 24)
        except (AttributeError, OSError):
            pass
        receiver.bind(("127.0.0.1", int(port)))
        receiver.setblocking(False)
        sockets.append(receiver)
    print("ready", flush=True)
    while True:
        readable, _, _ = select.select([*sockets, sys.stdin], [], [])
        if sys.stdin in readable:
            return
        offset = offset_ns()
        lines = []
        for receiver in readable:
            while True:
                try:
                    data, ancillary, _, _ = receiver.recvmsg(65536, 256)
                except BlockingIOError:
                    break
                for level, kind, stamp in ancillary:
                    if level == socket.SOL_SOCKET and kind == SO_TIMESTAMPNS:
                        seconds, nanoseconds = struct.unpack("qq", stamp[:16])
                        lines.append(f"{seconds * 10**9 + nanoseconds - offset} {receiver.getsockname()[1]} {data.hex()}\n")
        sys.stdout.write("".join(lines))
        sys.stdout.flush()


main()
