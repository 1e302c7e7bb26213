/** Tests of the members' records. */
package dev.seaworthy.kv.members;
