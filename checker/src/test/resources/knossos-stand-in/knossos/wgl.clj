(ns knossos.wgl
  "As knossos.linear, but it does not say what was wrong."
  (:require [knossos.linear :as linear]))

(defn analysis
  [model history opts]
  (dissoc (linear/analysis model history opts) :op))
