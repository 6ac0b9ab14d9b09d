import { defineDataset } from '../define.ts';
import { driftingParams } from '../generate.ts';
import { agrawalRules, type Applicant } from '../streams/agrawal-rules.ts';
import { conceptAlong, conceptParams } from '../streams/concepts.ts';
import { madeHere, numberColumn } from '../streams/generating.ts';
import type { CategoryColumn } from '../table.ts';

// River's Agrawal: salary 20,000 + 130,000 u; commission 0 from a salary of 75,000 on, else 10,000 + 75,000 u; age 20 to 80; education
// 0 to 4; car 1 to 20; zip code 0 to 8; house value (8 − zip code) · 100,000 · (½ + u); years owned 1 to 30; loan 500,000 u. The class is
// read from these (streams/agrawal-rules.ts); only then are the numbers perturbed: value + range · (2u − 1) · perturbation, kept
// within its limits. River and MOA differ in the limits of the house value (River's make it 0 or its largest); here it is the
// range of the paper, (9 − zip code) · 100,000, and a value never falls below 0.

const cars = Array.from({ length: 20 }, (_, i) => String(i + 1));
const zipCodes = Array.from({ length: 9 }, (_, i) => String(i));
const educations = Array.from({ length: 5 }, (_, i) => String(i));

export default defineDataset({
  id: 'agrawal',
  label: 'AGRAWAL: loan applicants',
  about:
    'Made-up applicants for a loan with nine attributes. Which group does the rule of the bank put them in?',
  task: 'binary',
  target: 'class',
  positive: 'class_1',
  rows: 10000,
  columns: [
    { name: 'salary', kind: 'number', role: 'feature' },
    { name: 'commission', kind: 'number', role: 'feature' },
    { name: 'age', kind: 'integer', role: 'feature' },
    { name: 'education', kind: 'category', role: 'feature' },
    { name: 'car', kind: 'category', role: 'feature' },
    { name: 'zip_code', kind: 'category', role: 'feature' },
    { name: 'house_value', kind: 'number', role: 'feature' },
    { name: 'years_owned', kind: 'integer', role: 'feature' },
    { name: 'loan', kind: 'number', role: 'feature' },
    { name: 'class', kind: 'category', role: 'target' },
  ],
  drift:
    'The rule and the perturbation can be moved. Rule 0 disagrees with the nine others on 48 % to 72 % of the rows. The share of class 1 is 67, 39, 53, 39, 20, 38, 50, 1.9, 50 and 0.3 % under rules 0 to 9; the attributes never change.',
  lesson:
    'Numbers and categories together, most of which do not matter to the rule of the day. Under rules 7 and 9 one class is so rare that accuracy says nothing.',
  ...madeHere,
  source: 'Generated here after Agrawal, Imielinski and Swami (1993), as in River.',
  citation:
    'Agrawal, R., Imielinski, T., Swami, A. (1993). Database mining: a performance perspective. IEEE Transactions on Knowledge and Data Engineering 5(6), 914-925.',
  content: {
    from: 'generator',
    params: {
      ...conceptParams(
        9,
        '0: by age. 1: age and salary. 2: age and education. 3: age, education and salary. 4: age, salary and loan. 5: age and all pay. 6 to 9: by disposable income, after the loan, the education, both, or education and house.',
      ),
      perturbation: {
        type: 'number',
        label: 'Perturbation',
        help: 'How far the numbers are moved after the class was read from them, as a share of their range.',
        min: 0,
        max: 1,
        default: 0,
      },
    },
    make(rows, random, params, drift) {
      const at = driftingParams(params, drift);
      const conceptAt = conceptAlong(params, drift, 9, random.stream('concepts'));
      const points = random.stream('points');
      const shifts = random.stream('perturbation');
      const salary = numberColumn('salary', rows);
      const commission = numberColumn('commission', rows);
      const age = numberColumn('age', rows, 'integer');
      const houseValue = numberColumn('house_value', rows);
      const yearsOwned = numberColumn('years_owned', rows, 'integer');
      const loan = numberColumn('loan', rows);
      const category = (name: string, levels: readonly string[]): CategoryColumn => ({
        name,
        kind: 'category',
        codes: new Int32Array(rows),
        levels,
      });
      const education = category('education', educations);
      const car = category('car', cars);
      const zipCode = category('zip_code', zipCodes);
      const answer = category('class', ['class_0', 'class_1']);
      for (let row = 0; row < rows; row++) {
        const pay = 20000 + 130000 * points.uniform();
        const extra = pay >= 75000 ? 0 : 10000 + 75000 * points.uniform();
        const years = 20 + points.integer(61);
        education.codes[row] = points.integer(5);
        car.codes[row] = points.integer(20);
        const zip = points.integer(9);
        zipCode.codes[row] = zip;
        const applicant: Applicant = {
          salary: pay,
          commission: extra,
          age: years,
          education: education.codes[row]!,
          houseValue: (8 - zip) * 100000 * (0.5 + points.uniform()),
          yearsOwned: 1 + points.integer(30),
          loan: points.uniform() * 500000,
        };
        answer.codes[row] = agrawalRules[conceptAt(row)]!(applicant) ? 1 : 0;
        const perturbation = at('perturbation', row);
        if (perturbation > 0) {
          const perturbed = (value: number, low: number, high: number, range = high - low): number =>
            Math.min(high, Math.max(low, value + range * (2 * (shifts.uniform() - 0.5)) * perturbation));
          applicant.salary = perturbed(applicant.salary, 20000, 150000);
          if (applicant.commission > 0) applicant.commission = perturbed(applicant.commission, 10000, 75000);
          applicant.age = Math.round(perturbed(applicant.age, 20, 80));
          applicant.houseValue = perturbed(applicant.houseValue, 0, Infinity, (9 - zip) * 100000);
          applicant.yearsOwned = Math.round(perturbed(applicant.yearsOwned, 1, 30));
          applicant.loan = perturbed(applicant.loan, 0, 500000);
        }
        salary.values[row] = applicant.salary;
        commission.values[row] = applicant.commission;
        age.values[row] = applicant.age;
        houseValue.values[row] = applicant.houseValue;
        yearsOwned.values[row] = applicant.yearsOwned;
        loan.values[row] = applicant.loan;
      }
      return {
        rows,
        columns: [salary, commission, age, education, car, zipCode, houseValue, yearsOwned, loan, answer],
      };
    },
  },
});
