/** The service, through real gRPC on loopback sockets. */
package dev.seaworthy.service;
