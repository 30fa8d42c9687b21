#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Reads from the ELF file of an optimized build whether it is hardened as docs/security.md says.

usage: hardening.py PROGRAM
"""
import pathlib
import re
import struct
import sys

LOAD, DYNAMIC, STACK, RELRO = 1, 2, 0x6474E551, 0x6474E552
RUN, WRITE = 1, 2


def require(condition, message):
    if not condition:
        sys.exit(f"{sys.argv[1]}: {message}")


data = pathlib.Path(sys.argv[1]).read_bytes()
require(data[:6] == b"\x7fELF\x02\x01", "no 64-bit little-endian ELF file")
kind, = struct.unpack_from("<H", data, 16)
headers_at, sections_at = struct.unpack_from("<QQ", data, 32)
header_size, header_count, section_size, section_count, names_index = struct.unpack_from("<HHHHH", data, 54)

segments = [struct.unpack_from("<IIQQQQQQ", data, headers_at + i * header_size) for i in range(header_count)]
sections = [struct.unpack_from("<IIQQQQIIQQ", data, sections_at + i * section_size) for i in range(section_count)]
names_at = sections[names_index][4]
name_of = lambda section: data[names_at + section[0]:data.index(b"\0", names_at + section[0])].decode()
dynamic = {}
for type, _, offset, _, _, size, _, _ in segments:
    if type == DYNAMIC:
        dynamic.update(struct.iter_unpack("<qQ", data[offset:offset + size]))

require(kind == 3 and dynamic.get(0x6FFFFFFB, 0) & 0x08000000, "not position-independent")
require(any(type == RELRO for type, *_ in segments), "no RELRO")
require(dynamic.get(30, 0) & 8 or dynamic.get(0x6FFFFFFB, 0) & 1, "functions are bound late, so RELRO is partial")
require(any(type == STACK and not flags & RUN for type, flags, *_ in segments), "the stack can be run")
loads = [(flags, address, size) for type, flags, _, address, _, _, size, _ in segments if type == LOAD]
require(not any(flags & RUN and flags & WRITE for flags, *_ in loads), "a segment can be written and run")
for section in sections:
    if name_of(section) in (".rodata", ".eh_frame"):
        inside = [flags for flags, address, size in loads if address <= section[3] < address + size]
        require(inside and not any(flags & RUN for flags in inside), f"{name_of(section)} can be run")
require(b"__stack_chk_fail" in data or b"*** stack smashing detected" in data, "no stack protector")
require(re.search(rb"__(?!stack)\w+_chk\0", data) or b"*** buffer overflow detected" in data, "no FORTIFY")
require(b"this->size()" in data, "no assertions of the standard library")
