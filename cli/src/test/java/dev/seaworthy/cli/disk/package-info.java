/** Tests of simulated runs on real directories. */
package dev.seaworthy.cli.disk;
