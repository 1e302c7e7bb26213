package dev.seaworthy.checker;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a class that deals with threads or processes because it stands outside of what must be the same in every run:
 * what records histories, and what asks another program for its verdict.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface OutsideTheWorld {}
