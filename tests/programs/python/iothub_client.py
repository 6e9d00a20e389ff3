"""Stub of azure-iothub-device-client 1.4."""

import base64

import playground

waiting = {}


def happened(entry):
    if entry['code'] == 'puback-arrived':
        send = entry['fields']['send']
        called = waiting.pop((send['producer'].get('device'), send['number']), None)
        if called is not None:
            called()


def send(body, message_id, correlation_id, content_type, content_encoding, properties, acknowledged):
    world = playground.world
    if happened not in world.listeners:
        world.listeners.append(happened)
    answer = world.ask(
        'device.send', device=world.device, bodyBase64=base64.b64encode(body).decode(), messageId=message_id,
        correlationId=correlation_id, contentType=content_type, contentEncoding=content_encoding, properties=properties)
    world.calls.append(['send', body.decode(), message_id, correlation_id, content_type, content_encoding, properties])
    waiting[world.device, answer['lineage']['number']] = acknowledged


class IoTHubTransportProvider:
    MQTT = 'MQTT'


class Properties:
    def __init__(self):
        self.all = {}

    def add(self, name, value):
        self.all[name] = value


class IoTHubMessage:
    def __init__(self, body):
        self.body = bytes(body)
        self.message_id = self.correlation_id = None
        self._properties = Properties()
        self._type = self._encoding = None

    def properties(self):
        return self._properties

    def set_content_type_system_property(self, value):
        self._type = value

    def set_content_encoding_system_property(self, value):
        self._encoding = value


class IoTHubClient:
    def __init__(self, connection_string, protocol):
        pass

    def set_option(self, name, value):
        assert (name, value) == ('messageTimeout', 10_000)

    def send_event_async(self, message, callback, context):
        send(
            message.body, message.message_id, message.correlation_id, message._type, message._encoding,
            message.properties().all, lambda: callback(message, 'OK', context))
