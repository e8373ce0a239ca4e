/** A small HTTP server on virtual threads, requests and answers as plain values, JSON in and out. */
@NullMarked
package cn.bankscrm.simulator.http;

import org.jspecify.annotations.NullMarked;
