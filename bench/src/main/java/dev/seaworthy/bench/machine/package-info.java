/** What the machine and its processes spend, as the system counts it, and what is left on its disks. */
package dev.seaworthy.bench.machine;
