/**
 * Why a run failed, in words: {@link dev.seaworthy.sim.story.Story} makes one paragraph of a timeline that may be
 * thousands of lines long. It reads the same lines a person would, and changes nothing about the run.
 */
package dev.seaworthy.sim.story;
