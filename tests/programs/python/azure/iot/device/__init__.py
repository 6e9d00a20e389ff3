"""Stub of azure-iot-device 2."""


class Message:
    def __init__(self, data):
        self.data = data
        self.message_id = self.correlation_id = self.content_type = self.content_encoding = None
        self.custom_properties = {}
