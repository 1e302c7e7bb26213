(ns knossos.competition
  "As knossos.linear."
  (:require [knossos.linear :as linear]))

(defn analysis
  [model history opts]
  (linear/analysis model history opts))
