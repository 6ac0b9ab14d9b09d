// The ten rules of AGRAWAL's loan applicants, as River 0.26.1 has them (its functions 0 to 9).

/** Amounts in dollars, ages and years in years, `education` 0 to 4. */
export interface Applicant {
  salary: number;
  commission: number;
  age: number;
  education: number;
  houseValue: number;
  yearsOwned: number;
  loan: number;
}

type Band = readonly [low: number, high: number];
/** One for each age group: below 40, 40 to 59, from 60 on. */
type Bands = readonly [Band, Band, Band];

const within = ([low, high]: Band, value: number): boolean => low <= value && value <= high;
const ageGroup = ({ age }: Applicant): 0 | 1 | 2 => (age < 40 ? 0 : age < 60 ? 1 : 2);

const pay: Bands = [
  [50000, 100000],
  [75000, 125000],
  [25000, 75000],
];
const schooling: Bands = [
  [0, 1],
  [1, 3],
  [2, 4],
];
/** Rule 3: the salary asked of those whose schooling is in the band of their age, and of the others. */
const paySchooled: Bands = [
  [25000, 75000],
  [50000, 100000],
  [50000, 100000],
];
const payOthers: Bands = [
  [50000, 100000],
  [75000, 125000],
  [25000, 75000],
];

/** Rule 4. Where a salary above 150,000 is asked for, no applicant has one: those branches are never positive, there as here. */
function byLoan(applicant: Applicant): boolean {
  const { salary, loan } = applicant;
  const group = ageGroup(applicant);
  const paid = within(pay[group], salary);
  switch (group) {
    case 0:
      return paid ? within([100000, 300000], loan) : within([200000, 400000], salary);
    case 1:
      return paid ? salary >= 200000 && loan <= 400000 : within([300000, 500000], salary);
    case 2:
      return within(paid ? [300000, 500000] : [75000, 300000], loan);
  }
}

const income = ({ salary, commission }: Applicant): number => (2 * (salary + commission)) / 3;
const equity = ({ houseValue, yearsOwned }: Applicant): number =>
  yearsOwned >= 20 ? (houseValue * (yearsOwned - 20)) / 10 : 0;

/** Rules 6 to 9 are positive where the disposable income is 1 or less. */
export const agrawalRules: readonly ((applicant: Applicant) => boolean)[] = [
  (a) => ageGroup(a) !== 1,
  (a) => within(pay[ageGroup(a)], a.salary),
  (a) => within(schooling[ageGroup(a)], a.education),
  (a) => {
    const group = ageGroup(a);
    return within((within(schooling[group], a.education) ? paySchooled : payOthers)[group], a.salary);
  },
  byLoan,
  (a) => within(pay[ageGroup(a)], a.salary + a.commission),
  (a) => income(a) - a.loan / 5 - 20000 <= 1,
  (a) => income(a) - 5000 * a.education - 20000 <= 1,
  (a) => income(a) - 5000 * a.education - a.loan / 5 - 10000 <= 1,
  (a) => income(a) - 5000 * a.education + equity(a) / 5 - 10000 <= 1,
];
