"""Runs one listing against the stub libraries, and writes down which instructions ran, and what was called.

Reads what to run as JSON from standard input, and writes what happened as JSON to standard output.
"""

import asyncio
import io
import json
import os
import random
import sqlite3
import sys
import threading
import time

import playground

task = json.load(sys.stdin)
world = playground.open_world(task['hubsim'], task['scenario'], task['length'])
world.readings, world.works = iter(task['readings']), iter(task['works'])
world.device = task['device']
world.held = None

clock = asyncio.sleep


class Timer:
    def __init__(self, seconds, function, arguments):
        self.start = lambda: world.later(seconds, lambda: function(*arguments))


async def sleep(seconds):
    # What was set going runs first, and what was acknowledged meanwhile afterwards.
    await clock(0)
    target = world.now + round(seconds * 1000)
    while world.now < min(target, world.length):
        world.ask('run', until=min(target, world.length), steps=1)
        await clock(0)
        await clock(0)
    world.run_until(target)


time.sleep = world.sleep
time.time = lambda: world.now / 1000
threading.Timer = Timer
asyncio.sleep = sleep
random.random = lambda: next(world.readings)
random.uniform = lambda least, most: next(world.works)

# What ran: moment, instruction, message.
trace = []
# Whether the last of it took a message whose name is not known yet.
taking = False


def runs(code, frame):
    global taking
    event = frame.f_locals.get('event')
    if event is not None:
        trace.append([world.now, code, event.label])
        return
    if taking:
        if code == 'take':
            return
        taking = False
        if code == 'receive':
            # The loop asked for one more message, and there was none.
            trace.pop()
            world.held = None
        else:
            message = frame.f_locals.get('message') or frame.f_locals.get('msg')
            world.held = getattr(message, 'label', None)
            trace[-1][2] = world.held
    if code == 'take':
        trace.append([world.now, code, None])
        taking = True
    elif not trace or trace[-1][1] != code:
        trace.append([world.now, code, world.held if code != 'receive' else None])


def lines(frame, event, _):
    if event == 'line':
        code = task['instructions'][frame.f_lineno - 1]
        if code is not None:
            runs(code, frame)
    return lines


def calls(frame, event, _):
    return lines if frame.f_code.co_filename == 'listing.py' else None


printed, sys.stdout = sys.stdout, io.StringIO()
program = compile(task['listing'], 'listing.py', 'exec')
sys.settrace(calls)
try:
    exec(program, {'__name__': '__main__'})
except playground.End:
    pass
finally:
    sys.settrace(None)
    sys.stdout = printed

rows = {}
if os.path.exists('store.db'):
    store = sqlite3.connect('store.db')
    for (table,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        rows[table] = store.execute('SELECT count(*) FROM ' + table).fetchone()[0]
json.dump({'trace': trace, 'calls': world.calls, 'rows': rows}, printed)
