/**
 * One run as one HTML file: the verdict, the story, a space-time diagram, the logs at every moment, the clients'
 * history, and the scenario itself, so that the file is what the run can be replayed from.
 *
 * <p>{@link dev.seaworthy.sim.report.RunRecorder} listens to a run and keeps a
 * {@link dev.seaworthy.sim.report.Recording}: its events, what caused each ({@code Causes}), its messages, and what
 * changed in each node's state. {@link dev.seaworthy.sim.report.ReportPage} fills recording and
 * {@link dev.seaworthy.sim.report.Findings} into the page, whose scripts, beside this package's resources, draw. There
 * is no logic of the protocol in the page: it shows what the recording holds.
 *
 * <p>Recording changes nothing about a run: it has the same hash.
 */
package dev.seaworthy.sim.report;
