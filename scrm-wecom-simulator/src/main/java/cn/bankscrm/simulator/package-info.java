/**
 * WeCom's server side (企业微信模拟器): a program of its own that shares no code with the platform, so that what is wrong in
 * one is not wrong in the other. {@link cn.bankscrm.simulator.SimulatorMain} runs it,
 * {@link cn.bankscrm.simulator.WeComSimulator} holds it in-process.
 *
 * <p>How it is laid out, from the outside in:
 *
 * <ul>
 *   <li>{@code api} answers {@code /cgi-bin/…}: a router with tokens, limits and faults, and one class a family of
 *       paths. A new path is a method and a line in its family's {@code addTo}; a new family, a line in the router.
 *   <li>{@code control} steers ({@code /sim/replay}, {@code /sim/status}, {@code /sim/faults}, {@code /sim/ledger},
 *       {@code /sim/clock}, {@code /sim/callback}, {@code /sim/tokens}, {@code /sim/act}, {@code /sim/archive});
 *       {@code page} does the same for people under {@code /sim}, and holds WeCom's sign-in pages.
 *   <li>{@code act} is what people do in their clients; {@code replay} sends a folder's past; {@code life} lets it go
 *       on. All three change the {@code world} and hand events to the courier.
 *   <li>{@code chat} is the archive of chats: sealed, numbered, kept for five days, and what goes wrong with it on
 *       purpose.
 *   <li>{@code callback} makes events and carries them, signed and encrypted, with retries; {@code fault} says what
 *       goes wrong on purpose; {@code ledger} writes down what came of everything.
 *   <li>{@code world} is the corp at the moment of the virtual clock; {@code data} is the form in which it lies in a
 *       folder; {@code generate} makes such a folder, with the bank's own files beside it, from a seed.
 *   <li>{@code http} is the little that HTTP and JSON need.
 * </ul>
 *
 * <p>Two times are kept apart. The virtual clock decides what the API shows, when links begin and end and how long a
 * sign-in code is good. Real time decides what a client measures on its own watch: the life of access tokens, rate
 * limits, the five seconds a callback may take. What an API call changes raises no event; what a person does, does.
 */
@NullMarked
package cn.bankscrm.simulator;

import org.jspecify.annotations.NullMarked;
