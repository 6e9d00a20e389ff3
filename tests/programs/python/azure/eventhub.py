"""Stub of azure-eventhub 5."""

import playground


class Partition:
    def __init__(self, number):
        self.partition_id = number


class Event:
    def __init__(self, raw):
        self.label = playground.label(raw)
        self.sequence_number, self._body = raw['sequenceNumber'], raw['body']

    def body_as_str(self):
        return self._body


class EventHubConsumerClient:
    def __init__(self, group):
        self.group = group

    @classmethod
    def from_connection_string(cls, connection_string, consumer_group):
        return cls(consumer_group)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return False

    def receive(self, on_event, starting_position):
        world = playground.world
        start = {'@latest': 'latest', '-1': 'earliest'}[starting_position]
        world.ask('events.receive', group=self.group, **{'from': start}, max=1)
        while True:
            if world.ask('step')['ended'] or world.now > world.length:
                raise playground.End()
            for raw in world.ask('events.receive', group=self.group, **{'from': 'next'}, max=100)['events']:
                on_event(Partition(raw['partition']), Event(raw))
