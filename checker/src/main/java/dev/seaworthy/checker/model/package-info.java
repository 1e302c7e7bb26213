/**
 * Sequential specifications of common objects, made by {@link dev.seaworthy.checker.model.Models}.
 *
 * <table>
 *   <caption>Models and their operations</caption>
 *   <tr><th>name</th><th>functions</th><th>partition</th></tr>
 *   <tr><td>{@code register}</td><td>{@code read}, {@code write}</td><td>one</td></tr>
 *   <tr><td>{@code cas-register}</td><td>{@code read}, {@code write}, {@code cas}</td><td>one</td></tr>
 *   <tr><td>{@code kv}</td><td>{@code get}, {@code put}, {@code append}, {@code delete}, {@code cas}</td>
 *       <td>each key</td></tr>
 *   <tr><td>{@code multi-register}</td><td>{@code txn}</td><td>one</td></tr>
 * </table>
 *
 * <p>Values are null, numbers, strings, booleans, keywords and lists of these. In states, "nothing here" is
 * {@link dev.seaworthy.checker.Keyword#ABSENT}.
 */
package dev.seaworthy.checker.model;
