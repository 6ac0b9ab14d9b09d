// The jobs of the alert lab, as part of protocol.ts. They need no table.

import type { LabCoursesResult } from '../core/alert-lab/courses.ts';
import type { LabProgress, LabRequest, LabResult } from '../core/alert-lab/lab.ts';

export interface LabJobs {
  /** Every detector over its knob. */
  lab: { request: LabRequest; progress: LabProgress; response: LabResult };
  /** The detectors as they are set, on each course that a change may take. */
  labCourses: {
    request: LabRequest;
    progress: { readonly done: number; readonly total: number };
    response: LabCoursesResult;
  };
}
