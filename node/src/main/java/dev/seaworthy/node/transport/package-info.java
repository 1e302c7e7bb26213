/**
 * Frames between members over TCP, on Netty.
 *
 * <p>Each node makes a connection to every peer it sends to and only writes frames on it, so that between two nodes
 * there are two connections, one for each direction. A connection begins with a handshake
 * ({@link dev.seaworthy.node.transport.Handshake}): both sides say which cluster, node and disk they are, and whom they
 * take the other for; anything unexpected is refused with a verdict and a line in the log. Then come the engine's
 * frames, which carry their own length, one after the other. Four zeros in the place of a length are a question whether
 * the other side is there, and its answer.
 *
 * <ul>
 *   <li>Nothing is promised to arrive. What does not fit into a peer's queue, or has waited through a failed attempt to
 *       connect, is given up; {@link dev.seaworthy.node.transport.FrameRank} tells what first, and why.
 *   <li>A frame that arrives is whole, of a sound checksum, from the member whose connection it is, and for this one.
 *   <li>The caller is not held against the configuration, nor against the addresses known here: a member that lags does
 *       not know who has joined or replaced whom. The core judges that for each message. The hello says where the
 *       caller itself listens, so that it can be answered.
 *   <li>Memory is bounded: frames by their length field before anything is kept of them, strangers by number, by time
 *       and by the size of a hello, peers by one connection for each, queues by frames and bytes. Where the replica
 *       does not keep pace, connections are not read.
 *   <li>With TLS nobody gets in without a certificate of the authorities. Without it everybody gets in who can reach
 *       the port and knows the cluster id, and therefore the port is on the loopback interface.
 * </ul>
 *
 * <p>Start reading at {@link dev.seaworthy.node.transport.NettyTransport}.
 */
package dev.seaworthy.node.transport;
