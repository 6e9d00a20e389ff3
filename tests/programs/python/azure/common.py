"""Stub of azure-common."""


class AzureHttpError(Exception):
    pass
