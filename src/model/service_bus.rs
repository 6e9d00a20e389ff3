//! Service Bus, as far as IoT Hub routes to it.
