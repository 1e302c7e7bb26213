(ns knossos.model
  "The least that our side needs of it.")

(definterface Model
  (step [op]))

(defrecord Inconsistent [msg]
  Model
  (step [this op] this))

(defn inconsistent [msg] (Inconsistent. msg))

(defrecord CASRegister [value]
  Model
  (step [this op]
    (let [v (:value op)]
      (case (:f op)
        :read  (if (or (nil? v) (= v value)) this (inconsistent "read"))
        :write (CASRegister. v)
        :cas   (if (= value (first v)) (CASRegister. (second v)) (inconsistent "cas"))))))

(defn cas-register [value] (CASRegister. value))

(defrecord Mutex [held]
  Model
  (step [this op]
    (if (= held (= :acquire (:f op))) (inconsistent "held") (Mutex. (not held)))))

(defn mutex [] (Mutex. false))
