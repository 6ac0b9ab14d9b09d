// What the frame of the monitoring room says.

export const monitorRoomText = {
  label: 'Parts of the monitoring room',
  sections: {
    now: 'Now',
    performance: 'Performance',
    drift: 'Drift',
    alerts: 'Alerts',
    change: 'Change the world',
    lab: 'Alert lab',
    'blind-spots': 'Blind spots',
    plan: 'What is watched',
  },
};
