/**
 * The person who runs a simulated cluster: adds, promotes, demotes, removes and replaces machines and moves leadership,
 * while everything fails.
 *
 * <p>The {@link dev.seaworthy.sim.operator.Operator} carries out the scenario's actions one after the other. It knows
 * what a person would: which machines there are, which disks are lost, and what nodes answer. It asks whoever leads for
 * the configuration, computes a change from it, asks for the change, and looks again, until what it wants is so or it
 * gives up. Which change comes next is {@link dev.seaworthy.sim.operator.Plan}'s to say.
 *
 * <p>It never asks for a configuration of which half the voters or more have lost their disks: that would be asking for
 * data loss.
 */
package dev.seaworthy.sim.operator;
