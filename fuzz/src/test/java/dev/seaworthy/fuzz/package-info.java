/**
 * What the fuzz targets share. The targets stand in the packages of what they try, some of which nobody else may call.
 */
package dev.seaworthy.fuzz;
