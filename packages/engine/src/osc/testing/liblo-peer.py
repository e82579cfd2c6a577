"""liblo, asked line by line: what bytes it makes of a packet, what it reads in bytes. Needs Python 3 and liblo.so.7 (Debian: liblo7).

{"write": packet}       -> {"hex": "..."}
{"read": "hex"}         -> {"messages": [{"address", "types", "args", "timetag"}]}, at once, whatever the timetag
{"delay": "hex"}        -> {"seconds": how long liblo keeps this packet before it hands it out}

A packet is {"address", "args": [{"type", "value"}]} or {"timetag", "elements": [packet]}. 64-bit numbers are decimal texts, bytes are hex.
"""
import ctypes
import json
import sys
from ctypes import byref, c_char, c_char_p, c_double, c_float, c_int, c_int32, c_int64, c_size_t, c_uint8, c_uint32, c_void_p

lo = ctypes.CDLL("liblo.so.7")


class Timetag(ctypes.Structure):
    _fields_ = [("sec", c_uint32), ("frac", c_uint32)]


def declare(name, result, *arguments):
    function = getattr(lo, name)
    function.restype = result
    function.argtypes = arguments
    return function


HANDLER = ctypes.CFUNCTYPE(c_int, c_char_p, c_char_p, ctypes.POINTER(c_void_p), c_int, c_void_p, c_void_p)
message_new = declare("lo_message_new", c_void_p)
message_length = declare("lo_message_length", c_size_t, c_void_p, c_char_p)
message_serialise = declare("lo_message_serialise", c_void_p, c_void_p, c_char_p, c_void_p, ctypes.POINTER(c_size_t))
message_timestamp = declare("lo_message_get_timestamp", Timetag, c_void_p)
bundle_new = declare("lo_bundle_new", c_void_p, Timetag)
bundle_add_message = declare("lo_bundle_add_message", c_int, c_void_p, c_char_p, c_void_p)
bundle_add_bundle = declare("lo_bundle_add_bundle", c_int, c_void_p, c_void_p)
bundle_serialise = declare("lo_bundle_serialise", c_void_p, c_void_p, c_void_p, ctypes.POINTER(c_size_t))
blob_new = declare("lo_blob_new", c_void_p, c_int32, c_void_p)
blob_size = declare("lo_blob_datasize", c_uint32, c_void_p)
blob_data = declare("lo_blob_dataptr", c_void_p, c_void_p)
server_new = declare("lo_server_new", c_void_p, c_char_p, c_void_p)
server_add_method = declare("lo_server_add_method", c_void_p, c_void_p, c_char_p, c_char_p, HANDLER, c_void_p)
server_dispatch = declare("lo_server_dispatch_data", c_int, c_void_p, c_void_p, c_size_t)
server_queue = declare("lo_server_enable_queue", c_int, c_void_p, c_int, c_int)
server_delay = declare("lo_server_next_event_delay", c_double, c_void_p)

ADD = {
    "i": (declare("lo_message_add_int32", c_int, c_void_p, c_int32), int),
    "f": (declare("lo_message_add_float", c_int, c_void_p, c_float), float),
    "d": (declare("lo_message_add_double", c_int, c_void_p, c_double), float),
    "s": (declare("lo_message_add_string", c_int, c_void_p, c_char_p), lambda text: text.encode()),
    "S": (declare("lo_message_add_symbol", c_int, c_void_p, c_char_p), lambda text: text.encode()),
    "c": (declare("lo_message_add_char", c_int, c_void_p, c_char), lambda text: text.encode()),
    "h": (declare("lo_message_add_int64", c_int, c_void_p, c_int64), int),
    "t": (declare("lo_message_add_timetag", c_int, c_void_p, Timetag), lambda text: timetag_of(int(text))),
    "b": (declare("lo_message_add_blob", c_int, c_void_p, c_void_p), lambda text: blob_new(len(text) // 2, bytes.fromhex(text))),
    "m": (declare("lo_message_add_midi", c_int, c_void_p, c_void_p), lambda text: (c_uint8 * 4)(*bytes.fromhex(text))),
}
ADD_PLAIN = {
    "T": declare("lo_message_add_true", c_int, c_void_p),
    "F": declare("lo_message_add_false", c_int, c_void_p),
    "N": declare("lo_message_add_nil", c_int, c_void_p),
    "I": declare("lo_message_add_infinitum", c_int, c_void_p),
}


def timetag_of(ntp):
    return Timetag(ntp >> 32, ntp & 0xFFFFFFFF)


def message_of(packet):
    message = message_new()
    for arg in packet["args"]:
        kind = arg["type"]
        if kind in ADD_PLAIN:
            ADD_PLAIN[kind](message)
        else:
            add, convert = ADD[kind]
            add(message, convert(arg["value"]))
    return message


def bundle_of(packet):
    bundle = bundle_new(timetag_of(int(packet["timetag"])))
    for element in packet["elements"]:
        if "elements" in element:
            bundle_add_bundle(bundle, bundle_of(element))
        else:
            bundle_add_message(bundle, element["address"].encode(), message_of(element))
    return bundle


def write(packet):
    size = c_size_t()
    if "elements" in packet:
        data = bundle_serialise(bundle_of(packet), None, byref(size))
    else:
        data = message_serialise(message_of(packet), packet["address"].encode(), None, byref(size))
    return ctypes.string_at(data, size.value).hex()


def argument(kind, at):
    def value(kind_of):
        return kind_of.from_address(at).value

    if kind in "sS":
        return ctypes.string_at(at).decode()
    if kind == "b":
        return ctypes.string_at(blob_data(at), blob_size(at)).hex()
    if kind == "m":
        return ctypes.string_at(at, 4).hex()
    if kind == "c":
        return chr(value(c_int32))
    if kind == "h":
        return str(value(c_int64))
    if kind == "t":
        tag = Timetag.from_address(at)
        return str(tag.sec << 32 | tag.frac)
    if kind in "TFNI":
        return None
    number = value({"i": c_int32, "f": c_float, "d": c_double}[kind])
    return number if number == number and abs(number) != float("inf") else str(number)


received = []


@HANDLER
def on_message(path, types, argv, argc, message, _user):
    tag = message_timestamp(message)
    kinds = types.decode()
    args = [argument(kinds[i], argv[i]) for i in range(argc)]
    received.append({"address": path.decode(), "types": kinds, "args": args, "timetag": str(tag.sec << 32 | tag.frac)})
    return 0


def server():
    made = server_new(None, None)
    server_add_method(made, None, None, on_message, None)
    return made


def dispatch(to, text):
    data = bytes.fromhex(text)
    return server_dispatch(to, ctypes.create_string_buffer(data, len(data)), len(data))


at_once = server()
server_queue(at_once, 0, 1)
for line in sys.stdin:
    asked = json.loads(line)
    if "write" in asked:
        answer = {"hex": write(asked["write"])}
    elif "read" in asked:
        received.clear()
        dispatch(at_once, asked["read"])
        answer = {"messages": list(received)}
    else:
        waiting = server()
        dispatch(waiting, asked["delay"])
        answer = {"seconds": server_delay(waiting)}
    print(json.dumps(answer), flush=True)
