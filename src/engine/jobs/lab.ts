import { alertLab } from '../../core/alert-lab/alert-lab.ts';
import { labCourses as courses } from '../../core/alert-lab/courses.ts';
import { AppError } from '../../core/errors.ts';
import { inSteps } from '../stepping.ts';
import type { Job } from './context.ts';

/** A world that can't be: words for the person who asked. */
async function said<R>(work: Promise<R>): Promise<R> {
  try {
    return await work;
  } catch (thrown) {
    if (thrown instanceof RangeError) throw new AppError('bad-input', thrown.message, { cause: thrown });
    throw thrown;
  }
}

export const lab: Job<'lab'> = (request, { controls, report }) =>
  said(inSteps(alertLab(request), controls, report));

export const labCourses: Job<'labCourses'> = (request, { controls, report }) =>
  said(inSteps(courses(request), controls, report));
