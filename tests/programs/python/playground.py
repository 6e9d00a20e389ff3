"""Virtual time for the stub libraries: a session of hubsim, and the clock that goes with it."""

import heapq
import itertools
import json
import subprocess


class End(BaseException):
    """The scene is over."""


class Refused(Exception):
    """What a service, or the session, refused."""

    def __init__(self, error):
        super().__init__(error['name'] + ': ' + error['message'])
        self.name = error['name']


class Playground:
    def __init__(self, hubsim, scenario, length):
        self.process = subprocess.Popen(
            [hubsim, 'session', scenario], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding='utf-8')
        self.length = length
        self.now = 0
        self.start = None
        self.timers = []
        self.order = itertools.count()
        # Who wants to know what happens.
        self.listeners = []
        # The calls that the program made.
        self.calls = []
        # Drawn in the simulation: the same numbers here.
        self.readings = iter(())
        self.works = iter(())
        self.device = None

    def ask(self, command, **members):
        line = json.dumps({'command': command, **members})
        self.process.stdin.write(line + '\n')
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        for entry in answer.get('entries') or ():
            self.now = entry['ms']
            for listener in self.listeners:
                listener(entry)
        self.now = answer['now']['ms']
        if not answer['ok']:
            raise Refused(answer['error'])
        return answer['result']

    def call(self, name, about, command, error, **members):
        """A call of the program about a message, with how it ended."""
        try:
            result = self.ask(command, **members)
        except Refused as refused:
            self.calls.append([name, about, False])
            raise error(str(refused)) from refused
        self.calls.append([name, about, True])
        return result

    def run_until(self, moment):
        if moment > self.length:
            self.ask('run', until=self.length)
            raise End()
        if moment > self.now:
            self.ask('run', until=moment)

    def sleep(self, seconds):
        self.sleep_until(self.now + round(seconds * 1000))

    def sleep_until(self, moment):
        while self.timers and self.timers[0][0] <= moment:
            due, _, action = heapq.heappop(self.timers)
            self.run_until(due)
            action()
        self.run_until(moment)

    def later(self, seconds, action):
        heapq.heappush(self.timers, (self.now + round(seconds * 1000), next(self.order), action))

    def receive(self, queue, mode, most, wait):
        """Messages of a Service Bus queue: waits for the first; none when the wait is over."""
        left = self.length - self.now
        limit = left if wait is None else min(left, round(wait * 1000))
        answer = self.ask('serviceBus.receive', queue=queue, mode=mode, max=most, wait=limit)
        if not answer['messages'] and self.now >= self.length:
            raise End()
        return answer['messages']


def label(message):
    lineage = message['lineage']
    return '%s/%s' % (lineage['label'], lineage['number'])


# The one that runs; `run.py` opens it.
world = None


def open_world(*arguments):
    global world
    world = Playground(*arguments)
    return world
