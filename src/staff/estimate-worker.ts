import { parentPort, workerData } from 'node:worker_threads';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import * as common from '@zxcvbn-ts/language-common';
import * as english from '@zxcvbn-ts/language-en';
import type { EstimateRequest } from './estimate-guesses.js';

/** A thread that estimates one password and ends. */
const { password, known } = workerData as EstimateRequest;
const estimator = new ZxcvbnFactory({
  dictionary: { ...common.dictionary, ...english.dictionary },
  graphs: common.adjacencyGraphs,
});
parentPort?.postMessage(estimator.check(password, [...known]).guessesLog10);
