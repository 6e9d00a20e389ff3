"""Stub of azure-core's errors."""


class AzureError(Exception):
    pass


class HttpResponseError(AzureError):
    pass


class ResourceExistsError(HttpResponseError):
    pass
