(ns dev.seaworthy.checker.knossos.register
  "A register that also knows :differs, which saw that the value was another one, and :append."
  (:require [knossos.model :as model])
  (:import [knossos.model Model]))

(defrecord Register [value]
  Model
  (step [this op]
    (let [v (:value op)]
      (case (:f op)
        :read    (if (or (nil? v) (= v value)) this (model/inconsistent (str value " is not " v)))
        :write   (Register. v)
        :cas     (if (= value (first v)) (Register. (second v)) (model/inconsistent (str value " is not " (first v))))
        :differs (if (= value v) (model/inconsistent (str "it is " v)) this)
        :append  (Register. (if (= value :absent) v (str value v)))))))

(defn register
  [value]
  (Register. value))
