"""Stub of azure-iot-device 2, asynchronous."""

import asyncio

import iothub_client


class IoTHubDeviceClient:
    @classmethod
    def create_from_connection_string(cls, connection_string):
        return cls()

    async def connect(self):
        pass

    async def send_message(self, message):
        acknowledged = asyncio.get_running_loop().create_future()
        iothub_client.send(
            message.data.encode(), message.message_id, message.correlation_id, message.content_type,
            message.content_encoding, message.custom_properties, lambda: acknowledged.set_result(None))
        await acknowledged
