(ns knossos.linear
  "Judges histories in which one operation is under way at a time. It hangs where something writes :hang and fails where
  something writes :fail."
  (:import [knossos.model Model Inconsistent]))

(defn analysis
  ([model history] (analysis model history {}))
  ([model history opts]
   (assert (vector? history))
   (assert (= (map :index history) (range (count history))))
   (assert (pos? (:time-limit opts)))
   (let [values (set (map :value history))]
     (when (values :hang) (Thread/sleep Long/MAX_VALUE))
     (when (values :fail) (throw (IllegalStateException. "told to\nfail")))
     (loop [state model, ops (filter #(= :ok (:type %)) history)]
       (if (empty? ops)
         {:valid? true}
         (let [next (.step ^Model state (first ops))]
           (if (instance? Inconsistent next)
             {:valid? false :op (first ops)}
             (recur next (rest ops)))))))))
