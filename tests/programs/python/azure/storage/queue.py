"""Stub of azure-storage 0.20 and azure-storage-queue 12."""

import playground
from azure.common import AzureHttpError
from azure.core.exceptions import AzureError, ResourceExistsError


def current():
    """Whom a put is about: the message that the program holds."""
    return playground.world.held


class LegacyMessage:
    def __init__(self, raw):
        self.label = playground.label(raw)
        self.message_id, self.pop_receipt = raw['messageId'], raw['popReceipt']
        self.message_text = raw['messageText']
        # On the wire everything is text.
        self.dequeue_count = str(raw['dequeueCount'])


class QueueService:
    def __init__(self, account_name, account_key):
        self.labels = {}

    def create_queue(self, queue_name):
        try:
            playground.world.ask('storage.createQueue', queue=queue_name)
        except playground.Refused as refused:
            if refused.name != 'QueueAlreadyExists':
                raise AzureHttpError(str(refused)) from refused
            return False
        return True

    def get_messages(self, queue_name, numofmessages=1, visibilitytimeout=30):
        answer = playground.world.ask(
            'storage.getMessages', queue=queue_name, numOfMessages=numofmessages, visibilityTimeout=visibilitytimeout)
        messages = [LegacyMessage(raw) for raw in answer['messages']]
        self.labels.update((message.message_id, message.label) for message in messages)
        return messages

    def put_message(self, queue_name, message_text):
        name = 'put-poison' if queue_name.endswith('-poison') else 'put'
        playground.world.call(
            name, current(), 'storage.putMessage', AzureHttpError, queue=queue_name, text=message_text)

    def delete_message(self, queue_name, message_id, popreceipt):
        self._call('delete', 'storage.deleteMessage', queue_name, message_id, popreceipt)

    def update_message(self, queue_name, message_id, message_text, popreceipt, visibilitytimeout):
        name = 'hide-on' if visibilitytimeout else 'show-again'
        answer = self._call(
            name, 'storage.updateMessage', queue_name, message_id, popreceipt, text=message_text,
            visibilityTimeout=visibilitytimeout)
        return {'x-ms-popreceipt': answer['message']['popReceipt']}

    def _call(self, name, command, queue_name, message_id, popreceipt, **members):
        message = {'messageId': message_id, 'popReceipt': popreceipt}
        return playground.world.call(
            name, self.labels[message_id], command, AzureHttpError, queue=queue_name, message=message, **members)


class QueueMessage:
    def __init__(self, raw):
        self.label = playground.label(raw)
        self.id, self.pop_receipt = raw['messageId'], raw['popReceipt']
        self.content, self.dequeue_count = raw['messageText'], raw['dequeueCount']

    # As in the library, which compares messages like dictionaries: they cannot be keys.
    __hash__ = None


class QueueClient:
    def __init__(self, name):
        self.name = name

    @classmethod
    def from_connection_string(cls, connection_string, queue_name):
        return cls(queue_name)

    def create_queue(self):
        try:
            playground.world.ask('storage.createQueue', queue=self.name)
        except playground.Refused as refused:
            error = ResourceExistsError if refused.name == 'QueueAlreadyExists' else AzureError
            raise error(str(refused)) from refused

    def receive_messages(self, max_messages=None, visibility_timeout=30):
        answer = playground.world.ask(
            'storage.getMessages', queue=self.name, numOfMessages=max_messages, visibilityTimeout=visibility_timeout)
        return iter([QueueMessage(raw) for raw in answer['messages']])

    def send_message(self, content):
        name = 'put-poison' if self.name.endswith('-poison') else 'put'
        playground.world.call(name, current(), 'storage.putMessage', AzureError, queue=self.name, text=content)

    def delete_message(self, message):
        self._call('delete', message, 'storage.deleteMessage')

    def update_message(self, message, visibility_timeout):
        name = 'hide-on' if visibility_timeout else 'show-again'
        answer = self._call(name, message, 'storage.updateMessage', visibilityTimeout=visibility_timeout)
        return QueueMessage(answer['message'])

    def _call(self, name, message, command, **members):
        proof = {'messageId': message.id, 'popReceipt': message.pop_receipt}
        return playground.world.call(
            name, message.label, command, AzureError, queue=self.name, message=proof, **members)
