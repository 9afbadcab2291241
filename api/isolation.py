"""What the operating system keeps from a worker: the network, other programs, too much memory.

A filter of system calls (seccomp) needs no privileges and works in most containers; where the
system has none, a network namespace without interfaces does. Where neither is permitted the gate
(``gate.py``) stands alone; ``/settings`` tells which of them holds.

Memory is limited as ``RLIMIT_DATA``: what a process may write to and shares with nobody. The limit
of address space, ``RLIMIT_AS``, would count what Oxigraph maps and reserves but never uses, several
hundred MiB more with each thread, and a loaded machine then cannot open a store under 1 GiB.
"""

import contextlib
import ctypes
import os
import resource
import struct

__all__ = ["leave_network", "limit_memory"]

_NEW_USER_AND_NETWORK = 0x10000000 | 0x40000000
_SET_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2

#: By machine: its number in the kernel's audit, and the calls denied (their numbers differ).
#: socket, connect, bind, listen, ptrace, execve, execveat, io_uring_*, pidfd_getfd
_MACHINES = {
    "x86_64": (0xC000003E, (41, 42, 49, 50, 101, 59, 322, 425, 426, 427, 438)),
    "aarch64": (0xC00000B7, (198, 203, 200, 201, 117, 221, 281, 425, 426, 427, 438)),
}
#: Calls of the x32 interface, which x86_64 knows beside its own, have numbers from here on.
_X32 = 0x40000000

#: Instructions of the filter: load a word, jump if equal, jump if not less, return.
_LOAD, _EQUAL, _NOT_LESS, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 13  # EACCES
_NUMBER, _ARCHITECTURE = 0, 4


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def leave_network() -> str:
    """Keep this process, which has one thread yet, from reaching any address.

    Returns:
        How: ``seccomp``, ``namespace``, or ``none`` where the system permits neither.
    """
    library = ctypes.CDLL(None, use_errno=True)
    if _filter_calls(library):
        return "seccomp"
    unshare = getattr(library, "unshare", None)
    if unshare is not None and unshare(_NEW_USER_AND_NETWORK) == 0:
        return "namespace"
    return "none"


def limit_memory(size: int) -> None:
    """Let this process use so many bytes; an allocation beyond them ends it."""
    for what, value in ((resource.RLIMIT_DATA, size), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(what, (value, value))


def _filter_calls(library: ctypes.CDLL) -> bool:
    prctl = getattr(library, "prctl", None)
    known = _MACHINES.get(os.uname().machine)
    if prctl is None or known is None:
        return False
    instructions = _instructions(*known)
    program = _Program(len(instructions) // 8, instructions)
    if prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return bool(prctl(_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0) == 0)


def _instructions(architecture: int, denied: tuple[int, ...]) -> bytes:
    """Return the filter: refuse what is denied or of another architecture, allow the rest."""
    last = len(denied) + 1  # how far it is from the first comparison of numbers to the refusal
    program = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 0, last + 2, architecture),
        (_LOAD, 0, 0, _NUMBER),
        (_NOT_LESS, last, 0, _X32),
        *((_EQUAL, last - 1 - place, 0, number) for place, number in enumerate(denied)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    ]
    return b"".join(struct.pack("=HBBI", *instruction) for instruction in program)
